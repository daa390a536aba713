import type { Ends } from "../../calls/relations";
import type { Side } from "../../side";
import type { PageGroup, PageNode } from "../view/pageData";

/** Ends of calls before they have numbers. */
interface End {
    readonly name: string;
    readonly group: string;
    readonly place: PageGroup["place"];
}

export interface NumberedNodes {
    readonly groups: readonly PageGroup[];
    readonly nodes: readonly PageNode[];
    readonly numberOf: (ends: Ends, which: "from" | "to") => number;
}

/** Everyone who calls or is called, and workloads that nobody speaks of, in the order in which a page shows them. */
export function pageNodes(before: Side, after: Side, all: readonly Ends[]): NumberedNodes {
    const ends = new Map<string, End>();
    const keyed = (end: End): string => `${end.place} ${end.group}/${end.name}`;
    for (const { namespace, name } of [...before.workloads, ...after.workloads]) {
        const end = { name, group: namespace, place: "inside" } as const;
        ends.set(keyed(end), end);
    }
    for (const each of all) {
        for (const which of ["from", "to"] as const) {
            const end = endOf(each, which);
            ends.set(keyed(end), end);
        }
    }
    const sorted = [...ends.values()].sort((left, right) => compared(placeOf(left), placeOf(right)));
    const owners = ownersOf([before, after]);
    const groups: PageGroup[] = [];
    const numbers = new Map<string, number>();
    const presence = presenceIn(before, after);
    const nodes = sorted.map((end): PageNode => {
        const last = groups.at(-1);
        if (last?.name !== end.group || last.place !== end.place) {
            const owner = end.place === "inside" ? owners.get(end.group) : undefined;
            groups.push({
                name: end.group,
                place: end.place,
                ...(owner === undefined ? {} : { owners: owner }),
            });
        }
        numbers.set(keyed(end), numbers.size);
        return { name: end.name, group: groups.length - 1, presence: presence(`${end.group}/${end.name}`) };
    });
    return { groups, nodes, numberOf: (each, which) => numbers.get(keyed(endOf(each, which))) ?? -1 };
}

function endOf({ way, from, to, host = "" }: Ends, which: "from" | "to"): End {
    if (way === "in" && which === "from") {
        return { name: host, group: "anyone outside", place: "callers outside" };
    }
    const id = which === "from" ? from : to;
    if (way === "out" && which === "to") {
        return {
            name: id === "outside" ? "any host outside" : id,
            group: "hosts outside",
            place: "hosts outside",
        };
    }
    // Policy speaks of identities, which need not be workloads.
    const [, namespace, account] = /^[^/]+\/ns\/([^/]+)\/sa\/(.+)$/.exec(id) ?? [];
    if (namespace !== undefined && account !== undefined) {
        return { name: account, group: namespace, place: "inside" };
    }
    const slash = id.indexOf("/");
    return slash < 0
        ? { name: id, group: "other identities", place: "callers outside" }
        : { name: id.slice(slash + 1), group: id.slice(0, slash), place: "inside" };
}

function placeOf({ place, group, name }: End): readonly string[] {
    return [String(["callers outside", "inside", "hosts outside"].indexOf(place)), group, name];
}

function compared(left: readonly string[], right: readonly string[]): number {
    const differing = left.findIndex((each, index) => each !== right[index]);
    return differing < 0 ? 0 : (left[differing] ?? "") < (right[differing] ?? "") ? -1 : 1;
}

function presenceIn(before: Side, after: Side): (id: string) => PageNode["presence"] {
    const [were, are] = [before, after].map(
        ({ workloads }) => new Set(workloads.map(({ namespace, name }) => `${namespace}/${name}`)),
    );
    return (id) => {
        const [was, is] = [were?.has(id), are?.has(id)];
        return was === is ? "both" : is ? "new" : "gone";
    };
}

function ownersOf(sides: readonly Side[]): ReadonlyMap<string, string> {
    return new Map(
        sides.flatMap(({ objects }) =>
            objects
                .filter(({ kind }) => kind === "Namespace")
                .flatMap(({ metadata: { name, annotations } }) => {
                    const owners = annotations?.["meshwright.io/owners"];
                    return owners === undefined ? [] : [[name, owners] as const];
                }),
        ),
    );
}
