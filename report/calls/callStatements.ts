import { clauseInWords, listed } from "../../accessReport/sentences";
import { type Clause, describeNeeds, type Need } from "../../components/access";
import { counted, enumerated } from "../objects/names";
import type { Side } from "../side";
import type { Section, Statement } from "../statement";
import type { CallChange } from "./callChanges";
import { anybody, nobody } from "./identities";
import { identityInWords } from "./identityInWords";
import type { Ends } from "./relations";

const sectionOf = { mesh: "access", in: "exposure", out: "egress" } as const;

/**
 * The changes in sentences. Callers of which the same is to be said share one; the calls of a workload that is gone are
 * one sentence, since nothing can be called that is not there.
 */
export function callStatements(
    changes: readonly CallChange[],
    before: Side,
    after: Side,
): readonly Statement[] {
    const gone = missing(before, after);
    const fresh = missing(after, before);
    const domains = [before, after].map(({ mesh }) => mesh.trustDomain);
    const ofGone = (change: CallChange): boolean =>
        change.kind === "closed" && (gone.has(change.from) || gone.has(change.to));
    // Every new workload is watched; that is one sentence of it.
    const isWatched = ({ layer, kind, from, to }: CallChange): boolean =>
        layer === "reach" &&
        kind === "opened" &&
        fresh.has(from) &&
        !fresh.has(to) &&
        to.startsWith(`${after.watchers}/`);
    return [
        ...goneStatements(changes.filter(ofGone), gone, domains),
        ...watchedStatements(changes.filter(isWatched)),
        ...shared(
            withoutListed(changes.filter((change) => !ofGone(change) && !isWatched(change))),
            fresh,
            domains,
        ),
    ];
}

function watchedStatements(changes: readonly CallChange[]): readonly Statement[] {
    const byCallees = new Map<string, CallChange[]>();
    for (const from of new Set(changes.map((each) => each.from))) {
        const own = changes.filter((each) => each.from === from);
        const key = enumerated([...new Set(own.map(({ to }) => to))]);
        byCallees.set(key, [...(byCallees.get(key) ?? []), ...own]);
    }
    return [...byCallees].map(([callees, own]) => ({
        section: "access",
        effect: "opens",
        sentence: `${enumerated([...new Set(own.map(({ from }) => `${from} (new)`))], 6)} may call ${callees}, which watch the mesh`,
        because: [...new Set(own.flatMap(({ because }) => because))].slice(0, 12),
        about: own.map(endsOf),
    }));
}

/** Where policy says the same of every identity, those of workloads are not listed besides. */
function withoutListed(changes: readonly CallChange[]): readonly CallChange[] {
    const said = ({ to, kind, calls, needs, needed, besides }: CallChange): string =>
        JSON.stringify([to, kind, calls, needs, needed, besides]);
    const ofAll = new Set(changes.filter(({ from }) => from === anybody).map(said));
    return changes.filter(
        (each) => each.layer !== "policy" || [anybody, nobody].includes(each.from) || !ofAll.has(said(each)),
    );
}

/** One change by itself, whatever else would share its sentence. */
export function changeStatements(change: CallChange): readonly Statement[] {
    return shared([change], new Set(), []);
}

interface Told {
    readonly change: CallChange;
    readonly section: Section;
    readonly effect: Statement["effect"];
    readonly caller: string;
    readonly rest: string;
    readonly because: readonly string[];
}

function shared(
    changes: readonly CallChange[],
    fresh: ReadonlySet<string>,
    domains: readonly string[],
): readonly Statement[] {
    const groups = new Map<string, Told[]>();
    for (const change of changes) {
        for (const told of tell(change, fresh, domains)) {
            const key = `${told.section} ${told.rest}`;
            groups.set(key, [...(groups.get(key) ?? []), told]);
        }
    }
    return [...groups.values()].map((group) => {
        const callers = group.map(({ caller }) => (caller === anybody ? "every identity" : caller));
        const [{ section, effect, rest } = { section: "access", effect: "changes", rest: "" } as Told] =
            group;
        const because = [...new Set(group.flatMap((each) => each.because))].slice(0, 12);
        const about = group.map(({ change }) => endsOf(change));
        return { section, effect, sentence: `${enumerated(callers, 6)}${rest}`, because, about };
    });
}

function tell(change: CallChange, fresh: ReadonlySet<string>, domains: readonly string[]): readonly Told[] {
    const { way, from, calls, layer, opaque } = change;
    const section = sectionOf[way];
    const caller = callerOf(change, domains) + (way !== "in" && fresh.has(from) ? " (new)" : "");
    const { effect, verb, after } = wordsOf(change);
    const why =
        opaque.length === 0 || !["doubted", "possible", "unread"].includes(change.kind)
            ? ""
            : ` (${opaque.join("; ")})`;
    const aside = layer === "policy" ? `, as far as its policy goes${besidesPolicy(change, effect)}` : "";
    const { besides = [] } = change;
    const rests =
        besides.length === 0
            ? [...byPorts(calls)].map(
                  ([what, ports]) => `${verb} ${words(what, ports, change, fresh)}${after}${why}`,
              )
            : [everythingBut(change, besides, fresh)];
    return rests.map((rest) => ({
        change,
        section,
        effect,
        caller,
        rest: rest + aside,
        because: change.because,
    }));
}

/** What else there is between them; nothing is said where that is not known. */
function besidesPolicy({ arriving }: CallChange, effect: Statement["effect"]): string {
    const [holds, lets] = effect === "closes" ? ["held", "let it through"] : ["holds", "lets it through yet"];
    return arriving === undefined
        ? `; nothing else ${lets}`
        : arriving === "some"
          ? `; nothing else ${holds} all of it`
          : "";
}

/** Of everything on a port, which passes now or did before, with the little that also does on the other side. */
function everythingBut(change: CallChange, besides: readonly Clause[], fresh: ReadonlySet<string>): string {
    const few = listed(besides.map(({ methods = [], pathsInWords }) => `${listed(methods)} ${pathsInWords}`));
    const [{ port } = {}] = besides;
    const anything = words(
        { ...(port === undefined ? {} : { port }), pathsInWords: "any path" },
        [],
        change,
        fresh,
    );
    const where = anything.slice(anything.indexOf(" on ") + 1);
    return change.kind === "opened"
        ? ` may now ${anything}; before, only ${few}`
        : ` may only ${few} ${where} now; before, anything`;
}

/** The same on several ports is said once. */
function byPorts(calls: readonly Clause[]): Map<Clause, readonly number[]> {
    const alike = new Map<string, { readonly clause: Clause; readonly ports: number[] }>();
    for (const clause of calls) {
        const { port, ...what } = clause;
        const key = port === undefined ? JSON.stringify(clause) : JSON.stringify([what]);
        const known = alike.get(key) ?? { clause, ports: [] };
        known.ports.push(...(port === undefined ? [] : [port]));
        alike.set(key, known);
    }
    return new Map([...alike.values()].map(({ clause, ports }) => [clause, ports]));
}

function words(
    clause: Clause,
    [, ...otherPorts]: readonly number[],
    change: CallChange,
    fresh: ReadonlySet<string>,
): string {
    const said = clauseInWords(clause, change);
    const more = change.way === "in" || otherPorts.length === 0 ? "" : `, ${otherPorts.join(", ")}`;
    return `${said}${more}${fresh.has(change.to) ? " (new)" : ""}`;
}

function callerOf({ way, from }: CallChange, domains: readonly string[]): string {
    return way === "in" ? "anyone outside" : identityInWords(from, domains);
}

interface Words {
    readonly effect: Statement["effect"];
    readonly verb: string;
    readonly after: string;
}

function wordsOf({ kind, needs, needed = [] }: CallChange): Words {
    const now = describeNeeds(needs);
    const was = needsInWords(needed);
    switch (kind) {
        case "opened":
            return { effect: "opens", verb: `${now} may now`, after: "" };
        case "closed":
            return { effect: "closes", verb: `${now} may no longer`, after: "" };
        case "relaxed":
            return { effect: "opens", verb: `${now} may now`, after: `; before, only${was}` };
        case "restricted":
            return {
                effect: "closes",
                verb: " may",
                after: ` only${needsInWords(needs)} now${needed.length === 0 ? "" : `; before,${was}`}`,
            };
        case "doubted":
            return { effect: "closes", verb: " may only possibly", after: " now" };
        case "settled":
            return { effect: "opens", verb: `${now} may now certainly`, after: ", and might before" };
        case "possible":
            return { effect: "opens", verb: " may now possibly", after: "" };
        case "impossible":
            return { effect: "closes", verb: " may no longer possibly", after: "" };
        case "unread":
            return {
                effect: "changes",
                verb: " may possibly",
                after: " on a condition that reads otherwise now",
            };
    }
}

function needsInWords(needs: readonly Need[]): string {
    return needs.length === 0 ? " without more" : describeNeeds(needs);
}

function goneStatements(
    changes: readonly CallChange[],
    gone: ReadonlySet<string>,
    domains: readonly string[],
): readonly Statement[] {
    return [...gone].sort().flatMap((id) => {
        // Whom policy alone would have let through did not call.
        const passed = changes.filter(({ layer }) => layer === "reach");
        const callers = new Set(passed.filter(({ to }) => to === id).map((each) => callerOf(each, domains)));
        const callees = new Set(passed.filter(({ from }) => from === id).map(({ to }) => to));
        const said = [
            ...(callers.size === 0 ? [] : [`${enumerated([...callers])} called it`]),
            ...(callees.size === 0 ? [] : [`it called ${counted(callees.size, "other")}`]),
        ];
        const sentence = `${id} is gone${said.length === 0 ? "" : `: ${listed(said)}`}`;
        const about = changes.filter(({ from, to }) => from === id || to === id).map(endsOf);
        return [{ section: "access", effect: "closes", sentence, because: [], about }];
    });
}

function endsOf({ way, from, to, host }: CallChange): Ends {
    return { way, from, to, ...(host === undefined ? {} : { host }) };
}

/** Workloads of one side that the other has not. */
function missing(side: Side, other: Side): ReadonlySet<string> {
    const known = new Set(other.workloads.map(({ namespace, name }) => `${namespace}/${name}`));
    return new Set(
        side.workloads.map(({ namespace, name }) => `${namespace}/${name}`).filter((id) => !known.has(id)),
    );
}
