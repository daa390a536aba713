import type { HttpMatch, HttpRoute, StringMatch } from "../../components/istio/types";

/** One request as the proxy of its caller sees it. */
export interface ProxiedRequest {
    readonly caller: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
    readonly port: number;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
}

/**
 * The route that Envoy takes: the first of which some match fits. Written from the API's words, not from the code
 * under test: entries of `match` are alternatives, what one entry names must all hold, no `match` fits everything.
 */
export function firstMatch(routes: readonly HttpRoute[], request: ProxiedRequest): HttpRoute | undefined {
    return routes.find(
        ({ match }) => match === undefined || match.some((alternative) => fits(alternative, request)),
    );
}

function fits(match: HttpMatch, { caller, port, path, headers }: ProxiedRequest): boolean {
    return (
        (match.sourceNamespace === undefined || match.sourceNamespace === caller.namespace) &&
        Object.entries(match.sourceLabels ?? {}).every(([name, value]) => caller.labels[name] === value) &&
        (match.port === undefined || match.port === port) &&
        (match.uri === undefined || text(match.uri, path)) &&
        Object.entries(match.headers ?? {}).every(
            ([name, wanted]) => headers[name] !== undefined && text(wanted, headers[name]),
        )
    );
}

function text(match: StringMatch, value: string): boolean {
    if ("regex" in match) {
        throw new Error(`nothing here may be a regular expression: ${match.regex}`);
    }
    return "exact" in match ? value === match.exact : value.startsWith(match.prefix);
}
