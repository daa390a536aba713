import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { runCheck } from "../policyCheck/run";
import type { Figure } from "./figure";
import { benchDay } from "./load";
import { medianCpu } from "./measure";

/** Every rule of the pack over what synth has written, reading included, against reading it with the library. */
export function policyCheckCost(folder: string, objects: number): Figure {
    const files = yamlFiles(folder);
    const plain = (text: string) => text;
    let code = -1;
    const check = () => {
        code = runCheck(["--env", "prod", folder], {
            out: () => undefined,
            err: () => undefined,
            style: { strong: plain, faint: plain, warning: plain },
            today: benchDay,
            root: join(__dirname, ".."),
            readInput: () => "",
        });
    };
    const cpu = medianCpu(
        [
            { name: "check", run: check },
            {
                name: "yaml",
                run: () =>
                    files.map((each) =>
                        parseAllDocuments(readFileSync(each, "utf8")).map((one) => one.toJS()),
                    ),
            },
        ],
        3,
    );
    if (code !== 0) {
        throw new Error("internal error: the pack objects to what the generated catalogue comes to");
    }
    return {
        what: `policy:check, ${objects} objects`,
        cost: cpu.get("check") ?? Number.NaN,
        yardstick: "reading them with the yaml library",
        yardstickCost: cpu.get("yaml") ?? Number.NaN,
        allowed: 1,
    };
}

function yamlFiles(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((each) => join(folder, each))
        .filter((each) => each.endsWith(".yaml") && statSync(each).isFile());
}
