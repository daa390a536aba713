import type { CallChange } from "../calls/callChanges";
import { drawnPairs } from "../calls/neighbours";
import type { Ends } from "../calls/relations";
import type { ChangeReport } from "../changeReport";
import { labelOf, quoted } from "./pictureLabels";
import { type Arrow, arrowOf, keyOf, type PictureNode, PictureNodes, severalAt } from "./pictureNodes";

const arrows = { more: "==>", less: "-.->", other: "-->" } as const;

/** So many callers of a workload are drawn each by its name, and so many that it calls; more are a number. */
const named = 4;

/**
 * A mermaid graph of the pairs whose calls change, thick what opens, dotted what closes, and thin and without words what
 * stays as it is around them; nothing where none change.
 */
export function picture({ calls, neighbours }: ChangeReport): string | undefined {
    const changed = grouped(calls.filter(({ layer }) => layer === "reach"));
    if (changed.length === 0 || changed.length > drawnPairs) {
        return undefined;
    }
    const nodes = new PictureNodes();
    const lines = changed.map(
        ({ arrow: { caller, to }, changes }) =>
            `    ${nodes.idOf(caller)} ${arrows[directionOf(changes)]}|${quoted(labelOf(changes))}| ${nodes.idOf(to)}`,
    );
    const around = surroundings(neighbours, nodes);
    const thin = around.map((_, index) => lines.length + index).join(",");
    return [
        "graph LR",
        ...nodes.lines,
        ...lines,
        ...around,
        ...(around.length === 0 ? [] : [`    linkStyle ${thin} stroke-width:1px,opacity:0.5`]),
    ].join("\n");
}

/** Several changes between the same two are one arrow. */
function grouped(
    calls: readonly CallChange[],
): readonly { readonly arrow: Arrow; readonly changes: readonly CallChange[] }[] {
    const groups = new Map<string, { readonly arrow: Arrow; readonly changes: CallChange[] }>();
    for (const change of calls) {
        const arrow = arrowOf(change);
        const group = groups.get(keyOf(arrow)) ?? { arrow, changes: [] };
        group.changes.push(change);
        groups.set(keyOf(arrow), group);
    }
    return [...groups.values()];
}

/** Arrows without words around what changes. */
function surroundings(neighbours: readonly Ends[], nodes: PictureNodes): readonly string[] {
    const unique = [...new Map(neighbours.map(arrowOf).map((each) => [keyOf(each), each])).values()];
    const among = unique.filter(({ caller, to }) => nodes.has(caller) && nodes.has(to));
    const into = unique.filter(({ caller, to }) => nodes.has(to) && !nodes.has(caller));
    const from = unique.filter(({ caller, to }) => nodes.has(caller) && !nodes.has(to));
    return [
        ...among,
        ...fewOf(into, "to", (to, count) => ({ caller: severalAt(to, `${count} callers more`), to })),
        ...fewOf(from, "caller", (caller, count) => ({
            caller,
            to: severalAt(caller, `calls ${count} more`),
        })),
    ].map(({ caller, to }) => `    ${nodes.idOf(caller)} --> ${nodes.idOf(to)}`);
}

/** Many arrows at one node are one arrow. */
function fewOf(
    all: readonly Arrow[],
    side: keyof Arrow,
    together: (node: PictureNode, count: number) => Arrow,
): readonly Arrow[] {
    const byNode = new Map<string, Arrow[]>();
    for (const arrow of all) {
        const own = byNode.get(arrow[side].key) ?? [];
        own.push(arrow);
        byNode.set(arrow[side].key, own);
    }
    return [...byNode.values()].flatMap((own) => {
        const [first] = own;
        return first === undefined || own.length <= named ? own : [together(first[side], own.length)];
    });
}

function directionOf(changes: readonly CallChange[]): keyof typeof arrows {
    const has = (...kinds: readonly CallChange["kind"][]): boolean =>
        changes.some(({ kind }) => kinds.includes(kind));
    if (has("opened", "relaxed", "settled", "possible")) {
        return "more";
    }
    return has("closed", "restricted", "doubted", "impossible") ? "less" : "other";
}
