import {
    type Bounds,
    type CallSet,
    clausesOf,
    difference,
    isEmpty,
    plaintextAt,
} from "../../components/access";
import type { Touched } from "../calls/touched";
import { worldIn } from "../calls/worlds";
import { enumerated } from "../objects/names";
import type { Side } from "../side";
import type { Statement } from "../statement";

/** Workloads that take plaintext where they did not, and the other way round; those of a namespace that do alike, together. */
export function plaintextChanges(
    before: Side,
    after: Side,
    { everything, namespaces: those }: Touched,
): readonly Statement[] {
    const isAsked = (namespace: string): boolean => everything || those.has(namespace);
    const left = plaintextOf(before, isAsked);
    const alike = new Map<
        string,
        {
            readonly namespace: string;
            readonly effect: Statement["effect"];
            readonly what: string;
            readonly ids: string[];
        }
    >();
    const namespaces = new Map<string, number>();
    for (const [id, { namespace, bounds }] of plaintextOf(after, isAsked)) {
        namespaces.set(namespace, (namespaces.get(namespace) ?? 0) + 1);
        for (const { effect, what } of changesAt(left.get(id)?.bounds, bounds)) {
            const key = `${namespace} ${what}`;
            const known = alike.get(key) ?? { namespace, effect, what, ids: [] };
            known.ids.push(id);
            alike.set(key, known);
        }
    }
    return [...alike.values()].map(({ namespace, effect, what, ids }) => {
        const all = ids.length > 1 && ids.length === namespaces.get(namespace);
        const who = all ? `every workload of ${namespace}` : enumerated(ids);
        const verb = all || ids.length === 1 ? "" : "each of ";
        return { section: "encryption", effect, sentence: `${verb}${who} ${what}`, because: [] };
    });
}

type Change = Pick<Statement, "effect"> & { readonly what: string };

/** A workload that is new is told of where it takes plaintext at all. */
function changesAt(before: Bounds | undefined, after: Bounds): readonly Change[] {
    if (before === undefined) {
        return isEmpty(after.possible)
            ? []
            : [{ effect: "opens", what: `takes plaintext${onPorts(after.possible)}` }];
    }
    const more = difference(after.possible, before.possible);
    const less = difference(before.possible, after.possible);
    return [
        ...(isEmpty(more)
            ? []
            : [
                  {
                      effect: "opens" as const,
                      what: `takes plaintext${onPorts(more)} now, and took only mutual TLS`,
                  },
              ]),
        ...(isEmpty(less)
            ? []
            : [
                  {
                      effect: "closes" as const,
                      what: `takes only mutual TLS${onPorts(less)} now, and took plaintext`,
                  },
              ]),
    ];
}

function onPorts(calls: CallSet): string {
    const ports = clausesOf(calls).map(({ port }) => port);
    const named = ports.filter((port): port is number => port !== undefined);
    return ports.length === 0 || named.length < ports.length
        ? ""
        : ` on port ${[...new Set(named)].join(", ")}`;
}

function plaintextOf(
    side: Side,
    isAsked: (namespace: string) => boolean,
): Map<string, { readonly namespace: string; readonly bounds: Bounds }> {
    const { enforcement } = worldIn(side);
    return new Map(
        side.workloads
            .filter(({ namespace }) => isAsked(namespace))
            .map((each) => [
                `${each.namespace}/${each.name}`,
                { namespace: each.namespace, bounds: plaintextAt(enforcement, each) },
            ]),
    );
}
