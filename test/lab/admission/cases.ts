import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { twinsOf } from "../../../policies/admission/twins";
import { type PolicyObject, policyObjects } from "../../../policies/engine/object";
import { podTemplate, templatePath } from "../../../policies/engine/podTemplates";
import { rules } from "../../../policies/rules";
import { furtherObjects } from "../../policies/admission/objects";
import { isTaken } from "../../policies/apiServerForm";
import { mutate, mutations } from "../../policies/mutations";
import { upgradeStack } from "../../policies/upgradeStack";
import type { Content } from "./cluster";

export const twins = rules.flatMap(twinsOf);
const specs = join(__dirname, "..", "..", "policies");
const draws = join(__dirname, "..", "..", "support", "drawFromSeed.ts");

/** Everything in the tables of the twins' rules: the tables are run, and write down what they compare. */
export function tableCases(folder: string): readonly Content[] {
    const file = join(folder, "cases.json");
    const constants = new RegExp(twins.map(({ rule }) => `\\b${constantOf(rule.name)}\\b`).join("|"));
    const found = readdirSync(specs)
        .filter((each) => each.endsWith(".spec.ts"))
        .map((each) => join(specs, each))
        .filter((each) => constants.test(readFileSync(each, "utf8")));
    const mocha = join(specs, "..", "..", "node_modules", ".bin", "mocha");
    // Whether a table holds is told by its own run, and how fast by nobody.
    const options = [
        "--no-config",
        "--require",
        "tsx",
        "--require",
        draws,
        "--reporter",
        "dot",
        "--timeout",
        "0",
    ];
    spawnSync(mocha, [...options, ...found], {
        env: { ...process.env, ADMISSION_CASES: file },
        stdio: ["ignore", "ignore", "inherit"],
        cwd: join(specs, "..", ".."),
    });
    return JSON.parse(readFileSync(file, "utf8")) as Content[];
}

/** `disallowAllowAll` of `meshwright-security-disallow-allow-all`. */
function constantOf(name: string): string {
    const words = name.split("-").slice(2);
    return words.map((each, index) => (index === 0 ? each : each[0]?.toUpperCase() + each.slice(1))).join("");
}

/** Every object of the kill matrix, before and after, and of the shapes beside it. */
export function matrixCases(): readonly Content[] {
    const stack = upgradeStack();
    return [...stack, ...mutations.flatMap((each) => mutate(stack, each)), ...furtherObjects];
}

/** As an API server takes it, once, and only where a twin judges it. */
export function judgedObjects(contents: readonly Content[]): readonly PolicyObject[] {
    const unique = new Map(contents.map(completed).map((each) => [JSON.stringify(each), each] as const));
    return [...unique.values()]
        .flatMap((content) =>
            policyObjects({
                apiVersion: String(content["apiVersion"]),
                kind: String(content["kind"]),
                content,
                origin: "",
            }),
        )
        .filter((each) => twins.some(({ kinds }) => kinds.includes(each.groupKind)) && isTaken(each));
}

interface Template {
    metadata?: { labels?: Record<string, string> };
    spec?: { containers?: { name?: string; image?: string }[]; restartPolicy?: string };
}

/** What rules have no use for and API servers ask of workloads. */
function completed(content: Content): Content {
    const copy = JSON.parse(JSON.stringify(content)) as Content & { spec?: Record<string, unknown> };
    const [object] = policyObjects({
        apiVersion: String(copy["apiVersion"]),
        kind: String(copy["kind"]),
        content: copy,
        origin: "",
    });
    const template = object === undefined ? undefined : podTemplate(object)?.value;
    if (object === undefined || typeof template !== "object" || template === null) {
        return copy;
    }
    const pod = template as Template;
    if (typeof pod.spec?.containers !== "object") {
        return copy;
    }
    for (const [index, container] of pod.spec.containers.entries()) {
        container.name ??= `container-${index}`;
        container.image ??= "registry.example/it:1";
    }
    if (object.groupKind.startsWith("batch/")) {
        pod.spec.restartPolicy ??= "Never";
    } else if (object.groupKind.startsWith("apps/") && templatePath(object.groupKind) !== undefined) {
        pod.metadata ??= {};
        pod.metadata.labels = { app: object.name, ...pod.metadata.labels };
        const { app = "" } = pod.metadata.labels;
        copy.spec = { ...copy.spec, selector: { matchLabels: { app } } };
    }
    return copy;
}
