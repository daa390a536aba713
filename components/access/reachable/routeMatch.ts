import { type Bounds, both, either, everything, exactly, nothing } from "../bounds";
import { type CallSet, callsOf, callsOnPaths, noCall, union } from "../callSet";
import { fieldAt, fieldsOf, itemsOf, selects, textOf, textsByName } from "../fields";
import { pathsInEitherCase, pathsMatching } from "../pathSet";
import { holdsHost } from "./hostNames";
import { namesGateway } from "./virtualServices";

/** Who asks, and for what, as far as a VirtualService's matches ask back. */
export interface Asking {
    /** `mesh`, or the Gateway the request came through as `namespace/name`. */
    readonly gateway: string;
    readonly host: string;
    readonly port: number;
    /** Of the caller's pods; absent at a gateway, whose clients have none. */
    readonly caller?: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
}

/** The calls a route takes: those it can take of a caller who wants it to, and those it takes of everyone. */
export interface Taken {
    readonly wanted: Bounds;
    readonly always: CallSet;
}

const whatever: Taken = { wanted: everything, always: everything.certain };

/** A route without matches takes everything; several are alternatives. */
export function takenBy(route: unknown, asking: Asking, namespace: string): Taken {
    const matches = itemsOf(fieldAt(route, "match"));
    return matches.length === 0
        ? whatever
        : matches
              .map((match) => takenByMatch(fieldsOf(match), asking, namespace))
              .reduce((sum, each) => ({
                  wanted: either(sum.wanted, each.wanted),
                  always: union(sum.always, each.always),
              }));
}

const nobody: Taken = { wanted: nothing, always: noCall };

/** Conditions that a caller fulfils or not as it likes. */
const chosen = ["headers", "withoutHeaders", "queryParams", "scheme"];
const read = [
    "name",
    "uri",
    "ignoreUriCase",
    "method",
    "authority",
    "port",
    "gateways",
    "sourceNamespace",
    "sourceLabels",
    "sniHosts",
];

function takenByMatch(match: Readonly<Record<string, unknown>>, asking: Asking, namespace: string): Taken {
    if (!concerns(match, asking, namespace)) {
        return nobody;
    }
    const pathsOf = match["ignoreUriCase"] === true ? pathsInEitherCase : pathsMatching;
    const paths = textMatch(match["uri"], (value, isPrefix) =>
        value.includes("*") ? undefined : callsOnPaths(pathsOf(isPrefix ? `${value}*` : value)),
    );
    const methods = textMatch(match["method"], (value, isPrefix) =>
        isPrefix ? undefined : callsOf({ methods: [value] }),
    );
    const host = textMatch(match["authority"], (value, isPrefix) =>
        (isPrefix ? asking.host.startsWith(value) : holdsHost(value, asking.host))
            ? everything.certain
            : noCall,
    );
    const all = [paths, methods, host].reduce(both);
    const isRead = Object.keys(match).every((key) => read.includes(key) || chosen.includes(key));
    const isChosen = chosen.some((key) => Object.keys(fieldsOf(match[key])).length > 0);
    return {
        wanted: isRead ? all : { certain: noCall, possible: all.possible },
        always: isRead && !isChosen ? all.certain : noCall,
    };
}

/** Matches on who and where are decided; `sniHosts` are names the connection asks for, which is the host here. */
function concerns(match: Readonly<Record<string, unknown>>, asking: Asking, namespace: string): boolean {
    const { port, gateways, sourceNamespace, sourceLabels, sniHosts } = match;
    const names = itemsOf(sniHosts).filter((each): each is string => typeof each === "string");
    const { caller } = asking;
    return (
        (port === undefined || port === asking.port) &&
        (itemsOf(gateways).length === 0 || namesGateway(gateways, asking.gateway, namespace)) &&
        (textOf(sourceNamespace) === undefined || sourceNamespace === caller?.namespace) &&
        selects(textsByName(sourceLabels), caller?.labels ?? {}) &&
        (sniHosts === undefined || names.some((name) => holdsHost(name, asking.host)))
    );
}

/** A string match as calls; what cannot be read may match anything. */
function textMatch(value: unknown, read: (value: string, isPrefix: boolean) => CallSet | undefined): Bounds {
    if (value === undefined) {
        return everything;
    }
    const { exact, prefix } = fieldsOf(value);
    const text = textOf(exact) ?? textOf(prefix);
    const calls = text === undefined ? undefined : read(text, exact === undefined);
    return calls === undefined ? { certain: noCall, possible: everything.possible } : exactly(calls);
}
