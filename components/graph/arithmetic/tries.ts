import { circlesOf } from "./circles";
import type { Hop } from "./hops";

/** The most a single request may come to on a hop. */
export interface Worst {
    readonly hop: Hop;
    /** Tries of this hop, whatever happened on the way: the repeats of every hop before it times its own tries. */
    readonly tries: number;
    /** The way there, this hop last. */
    readonly path: readonly Hop[];
}

export interface Arithmetic {
    /** For each hop, in the order of the hops. */
    readonly worst: readonly Worst[];
    /** Groups of workloads that call each other in a circle, each sorted. */
    readonly circles: readonly (readonly string[])[];
}

/** Larger circles are not searched whole: the ways through them grow faster than exponentially. */
const searched = 6;

interface Arrival {
    /** How often the work of a node may be done for one request at the start of the path. */
    readonly times: number;
    readonly hop?: Hop;
    readonly before?: Arrival;
}

/**
 * The worst path to every hop, in time linear in the hops: the worst way to do a node's work is the worst way to a
 * caller's, times what the hop repeats, so that no path is walked twice. A path visits no workload twice. Inside a
 * circle of up to six workloads every such path is tried; in a larger one the calls that lead back are left out, so
 * that the number is reached by a real path, but need not be the highest.
 */
export function triesOf(hops: readonly Hop[]): Arithmetic {
    const outgoing = new Map<string, Hop[]>();
    for (const hop of hops) {
        const known = outgoing.get(hop.from);
        if (known === undefined) {
            outgoing.set(hop.from, [hop]);
        } else {
            known.push(hop);
        }
    }
    const next = (node: string): readonly Hop[] => outgoing.get(node) ?? [];
    const nodes = [...new Set(hops.flatMap(({ from, to }) => [from, to]))].sort();
    const groups = circlesOf(nodes, (node) => next(node).map(({ to }) => to));
    const arrivals = new Map<string, Arrival>(nodes.map((node) => [node, { times: 1 }]));
    const worst = new Map<Hop, { times: number; before: Arrival }>();

    const pass = (hop: Hop, before: Arrival) => {
        if (before.times > (worst.get(hop)?.times ?? 0)) {
            worst.set(hop, { times: before.times, before });
        }
    };
    const arrive = (hop: Hop, before: Arrival) => {
        const times = before.times * hop.repeats;
        if (times > (arrivals.get(hop.to)?.times ?? 1)) {
            arrivals.set(hop.to, { times, hop, before });
        }
    };
    // Groups come callees first; callers must be known before what they call.
    for (const group of [...groups].reverse()) {
        const places = new Map(group.map((node, place) => [node, place]));
        const members = { next, places, whole: group.length <= searched };
        for (const start of group) {
            walk(start, arrivals.get(start) ?? { times: 1 }, members, pass, arrive);
        }
    }
    return {
        worst: hops.flatMap((hop) => {
            const found = worst.get(hop);
            return found === undefined
                ? []
                : [{ hop, tries: found.times * hop.tries, path: pathOf(hop, found.before) }];
        }),
        circles: groups.filter(({ length }) => length > 1).map((group) => [...group].sort()),
    };
}

interface Members {
    readonly next: (node: string) => readonly Hop[];
    /** Where each member of the group stands in the order they were found. */
    readonly places: ReadonlyMap<string, number>;
    /** Whether every path inside the group is tried. */
    readonly whole: boolean;
}

type Visit = (hop: Hop, before: Arrival) => void;

/** Every path from `start` inside its group, with every hop that leaves it. */
function walk(
    start: string,
    arrival: Arrival,
    { next, places, whole }: Members,
    pass: Visit,
    arrive: Visit,
): void {
    const visited = new Set<string>();
    const visit = (node: string, here: Arrival) => {
        visited.add(node);
        for (const hop of next(node)) {
            const place = places.get(hop.to);
            if (place === undefined) {
                pass(hop, here);
                arrive(hop, here);
            } else if (whole && !visited.has(hop.to)) {
                pass(hop, here);
                visit(hop.to, { times: here.times * hop.repeats, hop, before: here });
            } else if (!whole && place > (places.get(node) ?? 0)) {
                pass(hop, here);
                arrive(hop, here);
            } else if (!whole) {
                pass(hop, { times: 1 });
            }
        }
        visited.delete(node);
    };
    visit(start, arrival);
}

function pathOf(last: Hop, before: Arrival): Hop[] {
    const path = [last];
    for (let at: Arrival | undefined = before; at?.hop !== undefined; at = at.before) {
        path.push(at.hop);
    }
    return path.reverse();
}
