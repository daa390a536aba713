import { hiddenInWords, leavesInWords } from "./objects/leafWords";
import { changedLeaves } from "./objects/leaves";
import { enumerated } from "./objects/names";
import type { ResourceStep } from "./read/resourceStep";
import { changes, type Statement } from "./statement";

/** What becomes of resources that are no objects of Kubernetes: nothing else tells of them. */
export function resourceStatements(steps: readonly ResourceStep[]): readonly Statement[] {
    return [
        ...steps
            .filter(({ op }) => op === "replace")
            .map((each) => {
                const fields = each.fields.length === 0 ? "" : `: ${enumerated([...each.fields].sort())}`;
                return changes("operations", `${titleOf(each)} is replaced${fields}`);
            }),
        ...together(steps, "delete", "deleted").map((each) => changes("operations", each)),
        ...together(steps, "create", "new").map((each) => changes("objects", each)),
        ...steps
            .filter(({ op }) => op === "update")
            .flatMap((each) => {
                const what = updateInWords(each);
                return what === "" ? [] : [changes("objects", `${titleOf(each)}: ${what}`)];
            }),
    ];
}

/** What shows, or else the fields of which the engine says so: what differs in a secret shows nothing. */
function updateInWords({ before = {}, after = {}, fields }: ResourceStep): string {
    const leaves = changedLeaves(before, after);
    return leaves.length > 0 ? leavesInWords(leaves) : fields.length === 0 ? "" : hiddenInWords(fields);
}

function together(steps: readonly ResourceStep[], op: string, became: string): readonly string[] {
    const byKind = new Map<string, string[]>();
    for (const { kind, name } of steps.filter((each) => each.op === op)) {
        byKind.set(kind, [...(byKind.get(kind) ?? []), name]);
    }
    return [...byKind].map(([kind, names]) =>
        names.length === 1
            ? `${kind} ${names[0]} is ${became}`
            : `${names.length} times ${kind} is ${became}: ${enumerated(names)}`,
    );
}

function titleOf({ kind, name }: ResourceStep): string {
    return `${kind} ${name}`;
}
