import type { PairTerms } from "../../../accessReport/pairs";
import { clausesOf, describeReason } from "../../../components/access";
import type { CallChange } from "../../calls/callChanges";
import { changeStatements } from "../../calls/callStatements";
import { type Ends, endsKey } from "../../calls/relations";
import type { ChangeReport } from "../../changeReport";
import type { Side } from "../../side";
import type { PageData, PageEdge, PageTerms } from "../view/pageData";
import { asking } from "./asking";
import { callsInWords } from "./callsInWords";
import { namedObjects, withEveryRule } from "./namedObjects";
import { type NumberedNodes, pageNodes } from "./pageNodes";
import { type Relations, relationsOf } from "./relationOf";
import { TextTable } from "./textTable";

/** The data of a page, and where in it each pair is that a sentence speaks of. */
export interface BuiltData {
    readonly data: PageData;
    readonly edgeOf: (ends: Ends) => number | undefined;
}

/** Everything that passes on either side with what changes of it, numbered and as small as it gets. */
export function pageDataOf(report: ChangeReport, before: Side, after: Side): BuiltData {
    const relations = relationsOf(before, after);
    const changed = changesByEnds(report.calls);
    const all = new Map<string, Ends>();
    for (const each of [...relations.before.values(), ...relations.after.values(), ...report.calls]) {
        all.set(endsKey(each), each);
    }
    const numbered = pageNodes(before, after, [...all.values()]);
    const table = new TextTable();
    const terms = new TermsTable(table);
    const asked = asking(before, after, all.size <= withEveryRule, table);
    const edges = sortedEdges([...all], numbered).map(([key, ends]) => {
        const changes = changed.get(key) ?? [];
        return {
            ...edgeOf(ends, relations, key, changes, numbered, terms, table),
            ...asked(ends, changes.length > 0),
        };
    });
    const places = new Map(sortedEdges([...all], numbered).map(([key], index) => [key, index]));
    const openTo = relations.openTo.map(({ to, because }) => ({
        node: numbered.numberOf({ way: "mesh", from: to, to }, "to"),
        because: table.addAll(because),
    }));
    const { groups, nodes } = numbered;
    const objects = namedObjects(edges, terms.all, table.texts, before, after);
    const { base, head } = report;
    return {
        data: {
            base,
            head,
            hasCatalogue: after.requirementsOf !== undefined,
            texts: table.texts,
            groups,
            nodes,
            edges,
            terms: terms.all,
            ...objects,
            openTo,
        },
        edgeOf: (ends) => places.get(endsKey(ends)),
    };
}

function changesByEnds(calls: readonly CallChange[]): ReadonlyMap<string, readonly CallChange[]> {
    const byEnds = new Map<string, CallChange[]>();
    for (const change of calls) {
        const key = endsKey(change);
        byEnds.set(key, [...(byEnds.get(key) ?? []), change]);
    }
    return byEnds;
}

function sortedEdges(
    all: readonly (readonly [string, Ends])[],
    { numberOf }: NumberedNodes,
): readonly (readonly [string, Ends])[] {
    const placed = all.map((each) => ({
        each,
        from: numberOf(each[1], "from"),
        to: numberOf(each[1], "to"),
    }));
    return placed
        .sort(
            (left, right) =>
                left.from - right.from || left.to - right.to || (left.each[0] < right.each[0] ? -1 : 1),
        )
        .map(({ each }) => each);
}

function edgeOf(
    ends: Ends,
    { before, after }: Relations,
    key: string,
    changes: readonly CallChange[],
    { numberOf }: NumberedNodes,
    terms: TermsTable,
    table: TextTable,
): PageEdge {
    const [was, is] = [before.get(key), after.get(key)];
    const told = changes.flatMap(changeStatements).map(({ effect, sentence, because }) => ({
        effect,
        text: table.add(sentence),
        because: table.addAll(because),
    }));
    return {
        from: numberOf(ends, "from"),
        to: numberOf(ends, "to"),
        ...(was === undefined ? {} : { before: terms.add(was) }),
        ...(is === undefined ? {} : { after: terms.add(is) }),
        ...(told.length === 0 ? {} : { changes: told }),
        ...(changes.length > 0 && changes.every(({ layer }) => layer === "policy")
            ? { policyOnly: true }
            : {}),
    };
}

/** Terms by what they say: those of an edge that stays the same are there once, and many edges share theirs. */
class TermsTable {
    readonly all: PageTerms[] = [];
    private readonly places = new Map<string, number>();

    constructor(private readonly table: TextTable) {}

    add({ terms }: PairTerms): number {
        const built: PageTerms = {
            calls: this.table.addAll(
                terms.grants.flatMap(({ needs, calls }) => callsInWords(clausesOf(calls), needs)),
            ),
            possible: this.table.addAll(callsInWords(clausesOf(terms.undecided), [])),
            opaque: this.table.addAll([...new Set(terms.opaque.map(describeReason))]),
            because: this.table.addAll(terms.because),
        };
        const key = JSON.stringify(built);
        const known = this.places.get(key);
        if (known !== undefined) {
            return known;
        }
        this.places.set(key, this.all.length);
        return this.all.push(built) - 1;
    }
}
