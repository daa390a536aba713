import { enumerated } from "../objects/names";

type Fields = Readonly<Record<string, unknown>>;

/** One match of a rule: the requests that fulfil all its conditions. */
export interface Match {
    readonly protocol: string;
    readonly port?: number;
    /** The workload, or the whole namespace, whose requests it takes. */
    readonly caller?: string;
    /** By field, `uri` or `headers x-user`, what it must be, as words. */
    readonly conditions: ReadonlyMap<string, string>;
    /** What tells it from others but for the port. */
    readonly key: string;
}

/** Maps of conditions, each of which can be one of several. */
const maps = ["sourceLabels", "headers", "withoutHeaders", "queryParams"];

/** The matches of a rule that count at a gateway, or in the mesh; one without conditions where it has none. */
export function matchesOf(
    protocol: string,
    { match }: Fields,
    gateway: string,
    host: string,
    namespace: string,
): readonly Match[] {
    const matches = Array.isArray(match) && match.length > 0 ? (match as Fields[]) : [{}];
    return matches
        .filter(
            ({ gateways }) =>
                !Array.isArray(gateways) ||
                gateways.some((each) => gatewayName(String(each), namespace) === gateway),
        )
        .map((each) => matchOf(protocol, each, host));
}

/** A gateway without a namespace is of the VirtualService's own. */
export function gatewayName(gateway: string, namespace: string): string {
    return gateway === "mesh" || gateway.includes("/") ? gateway : `${namespace}/${gateway}`;
}

function matchOf(
    protocol: string,
    { name: _name, gateways: _gateways, port, ...fields }: Fields,
    host: string,
): Match {
    const conditions = new Map<string, string>();
    for (const [field, value] of Object.entries(fields)) {
        if (maps.includes(field)) {
            for (const [key, inner] of Object.entries((value ?? {}) as Fields)) {
                conditions.set(`${field} ${key}`, compact(inner));
            }
        } else if (field !== "sniHosts" || compact(value) !== host) {
            conditions.set(field, compact(value));
        }
    }
    const from = [conditions.get("sourceNamespace"), conditions.get("sourceLabels app")];
    const caller = from.filter((each) => each !== undefined).join("/");
    return {
        protocol,
        ...(typeof port === "number" ? { port } : {}),
        ...(caller === "" ? {} : { caller }),
        conditions,
        key: `${protocol} ${JSON.stringify([...conditions].sort())}`,
    };
}

/** Whether every request on that port that fulfils the second fulfils the first. */
export function covers(match: Match, other: Match, port: number | undefined): boolean {
    return (
        match.protocol === other.protocol &&
        (match.port === undefined || match.port === port) &&
        [...match.conditions].every(([field, value]) => other.conditions.get(field) === value)
    );
}

/** Whether no request can fulfil both, as far as that can be told. */
export function excludeEachOther(one: Match, other: Match): boolean {
    return (
        one.protocol !== other.protocol ||
        (one.port !== undefined && other.port !== undefined && one.port !== other.port) ||
        [...one.conditions].some(([field, value]) => {
            const against = other.conditions.get(field);
            return against !== undefined && cannotBoth(field, value, against);
        })
    );
}

function cannotBoth(field: string, one: string, other: string): boolean {
    if (field.startsWith("source")) {
        return one !== other;
    }
    const [kind, text] = split(one);
    const [otherKind, otherText] = split(other);
    const isKnown = [kind, otherKind].every((each) => each === "exact" || each === "prefix");
    const begins =
        (kind === "prefix" && otherText.startsWith(text)) ||
        (otherKind === "prefix" && text.startsWith(otherText));
    return isKnown && !field.startsWith("without") && text !== otherText && !begins;
}

function split(condition: string): readonly [string, string] {
    const space = condition.indexOf(" ");
    return [condition.slice(0, space), condition.slice(space + 1)];
}

/** `calls of orders/orders and users/web or uri prefix /x`; empty where one of them takes all. */
export function matchesInWords(matches: readonly Match[]): string {
    const words = matches.map((each) => ({ caller: each.caller, rest: conditionsInWords(each) }));
    const callers = words.filter(({ rest }) => rest === "").map(({ caller }) => caller);
    if (callers.includes(undefined)) {
        return "";
    }
    const named = callers.filter((each) => each !== undefined);
    return [
        ...(named.length === 0 ? [] : [`calls of ${enumerated(named)}`]),
        ...words
            .filter(({ rest }) => rest !== "")
            .map(({ caller, rest }) => (caller === undefined ? rest : `calls of ${caller} with ${rest}`)),
    ].join(" or ");
}

/** `uri prefix /x with headers x-user exact y`; nothing of whose calls they are. */
export function conditionsInWords({ conditions }: Pick<Match, "conditions">): string {
    return [...conditions]
        .filter(([field]) => field !== "sourceNamespace" && field !== "sourceLabels app")
        .map(([field, value]) => `${field} ${value}`)
        .join(" with ");
}

/** `{"prefix":"/x"}` as `prefix /x`. */
function compact(value: unknown): string {
    if (typeof value !== "object" || value === null) {
        return String(value);
    }
    return Object.entries(value)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([key, inner]) => `${Array.isArray(value) ? "" : `${key} `}${compact(inner)}`)
        .join(" ");
}
