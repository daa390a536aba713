import { counted, enumerated } from "./objects/names";
import type { Side } from "./side";
import type { Statement } from "./statement";

/** Stages in the order in which a namespace closes. */
const order = ["off", "observed", "audit", "enforced"];

/** Namespaces whose stage moves, and those that come and go. */
export function stageChanges(before: Side, after: Side): readonly Statement[] {
    const [left, right] = [stagesOf(before), stagesOf(after)];
    const moves = new Map<string, { readonly effect: Statement["effect"]; readonly names: string[] }>();
    const move = (name: string, effect: Statement["effect"], what: string): void => {
        const known = moves.get(what) ?? { effect, names: [] };
        known.names.push(name);
        moves.set(what, known);
    };
    for (const [name, is] of right) {
        const was = left.get(name);
        if (was === undefined) {
            move(name, "changes", comingAt(is));
        } else if (was !== is) {
            const effect = rank(is) < rank(was) ? "opens" : rank(is) > rank(was) ? "closes" : "changes";
            move(name, effect, `at stage ${is} now, and ${was === "none" ? "had none" : `was at ${was}`}`);
        }
    }
    for (const name of left.keys()) {
        if (!right.has(name)) {
            move(name, "closes", "gone");
        }
    }
    return [...moves].map(([what, { effect, names }]) => ({
        section: "access",
        effect,
        sentence:
            names.length === 1
                ? `namespace ${names[0]} is ${what}`
                : `${counted(names.length, "namespace")} (${enumerated(names)}) are ${what}`,
        because: [],
    }));
}

function comingAt(stage: string): string {
    return stage === "none" ? "new" : `new, at stage ${stage}`;
}

function rank(stage: string): number {
    return order.indexOf(stage.replace(/ until .*$/, ""));
}

function stagesOf({ objects }: Side): Map<string, string> {
    return new Map(
        objects
            .filter(({ kind, apiVersion }) => kind === "Namespace" && apiVersion === "v1")
            .map(({ metadata: { name, labels, annotations } }) => {
                const until = annotations?.["meshwright.io/until"];
                const stage = labels?.["meshwright.io/stage"] ?? "none";
                return [name, until === undefined ? stage : `${stage} until ${until}`];
            }),
    );
}
