import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CatalogTexts } from "../catalogFiles";
import { compare } from "../report/compare";
import { markdown } from "../report/markdown/markdown";
import { sharing } from "../report/read/sharing";
import { readStack } from "../report/read/stack";
import type { Side } from "../report/side";
import { synthesise } from "../synth/synthesise";
import { writeStack } from "./catalogue";
import type { Figure } from "./figure";
import { benchDay } from "./load";
import { medianCpu } from "./measure";

/**
 * A report of a large stack of which a few edges change, from two catalogues to the text, against deriving both:
 * whatever compares them has to do that much. And the worst that can happen to it, where every pair has to be asked.
 */
export function reportCosts(folder: string): readonly Figure[] {
    return [
        reportCost(join(folder, "report-large"), 5_000, "few edges changed", 1.75, (side) => side),
        reportCost(join(folder, "report-small"), 1_000, "everything touched", 3, withOtherMesh),
    ];
}

function reportCost(
    folder: string,
    services: number,
    change: string,
    allowed: number,
    changed: (side: Side) => Side,
): Figure {
    const base = writeStack(prepared(join(folder, "base")), services);
    const head = withMovedOperations(writeStack(prepared(join(folder, "head")), services));
    const cpu = medianCpu(
        [
            { name: "derive", run: () => [synthesise(base, benchDay), synthesise(head, benchDay)] },
            {
                name: "report",
                run: () => {
                    const texts: CatalogTexts = new Map();
                    const before = sideAt(base, texts);
                    const after = sharing(before, changed(sideAt(head, texts)));
                    const report = compare(before, after);
                    if (report.calls.length === 0) {
                        throw new Error("internal error: the generated change opens nothing");
                    }
                    return markdown(report);
                },
            },
        ],
        1,
    );
    return {
        what: `report, ${services} services on both sides, ${change}`,
        cost: cpu.get("report") ?? Number.NaN,
        yardstick: "deriving both sides",
        yardstickCost: cpu.get("derive") ?? Number.NaN,
        allowed,
    };
}

function prepared(folder: string): string {
    mkdirSync(folder, { recursive: true });
    return folder;
}

/** The same stack with a service in each of three namespaces that moves an operation to another path. */
function withMovedOperations(stackFile: string): string {
    for (const namespace of ["team-0001", "team-0020", "team-0039"]) {
        const file = join(dirname(stackFile), "catalog", `${namespace}.yaml`);
        writeFileSync(file, readFileSync(file, "utf8").replace('paths: ["/api/v1/', 'paths: ["/api/v2/'));
    }
    return stackFile;
}

/** A fact of the mesh that every pair depends on, and that lets nobody in or out. */
function withOtherMesh(side: Side): Side {
    return { ...side, mesh: { ...side.mesh, outboundTrafficPolicy: "REGISTRY_ONLY" } };
}

function sideAt(stackFile: string, texts: CatalogTexts): Side {
    const side = readStack(stackFile, benchDay, texts);
    if (!side.ok) {
        throw new Error("internal error: the generated catalogue has problems");
    }
    return side.value;
}
