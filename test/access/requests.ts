import type { AuthorizationPolicySpec } from "../../components/istio/types";

/** One request and what Istio's documentation says of it, written without any set: the oracle for `access`. */
export interface Request {
    /** `namespace/serviceAccount`; absent when it came without a certificate. */
    readonly from?: string;
    readonly port: number;
    readonly carriesHttp: boolean;
    readonly method: string;
    readonly path: string;
    /** Whether the conditions of `when` hold, which no object says. */
    readonly conditionsHold: boolean;
}

type Lists = Readonly<Record<string, readonly string[] | undefined>>;
type Match = (values: readonly string[]) => boolean;

/** Whether policies that all select the server let the request through. */
export function isAllowed(policies: readonly AuthorizationPolicySpec[], request: Request): boolean {
    const matches = (action: string): boolean =>
        policies
            .filter((policy) => (policy.action ?? "ALLOW") === action)
            .some((policy) => (policy.rules ?? []).some((rule) => isMatch(rule, action, request)));
    if (matches("DENY")) {
        return false;
    }
    return policies.every((policy) => policy.action === "DENY") || matches("ALLOW");
}

type Rule = NonNullable<AuthorizationPolicySpec["rules"]>[number];

function isMatch(rule: Rule, action: string, request: Request): boolean {
    const sources = (rule.from ?? []).map(({ source }) => source as Lists);
    const operations = (rule.to ?? []).map(({ operation }) => operation as Lists);
    const needsHttp = operations.some((operation) =>
        ["methods", "notMethods", "paths", "notPaths"].some((field) => (operation[field] ?? []).length > 0),
    );
    if (!request.carriesHttp && needsHttp && action === "ALLOW") {
        return false;
    }
    const conditions = (rule.when ?? []).filter((condition) => (condition.values ?? []).length > 0);
    return (
        (sources.length === 0 || sources.some((source) => isSource(source, request))) &&
        (operations.length === 0 || operations.some((operation) => isOperation(operation, request))) &&
        (conditions.length === 0 || request.conditionsHold)
    );
}

function isSource(source: Lists, { from }: Request): boolean {
    const principal = from === undefined ? undefined : `example.org/ns/${from.replace("/", "/sa/")}`;
    const principals: Match = (values) =>
        principal !== undefined && values.some((value) => isWildcardMatch(value, principal));
    const namespaces: Match = (values) => from !== undefined && values.includes(from.split("/")[0] ?? "");
    return holds(source, "principals", principals) && holds(source, "namespaces", namespaces);
}

function isOperation(operation: Lists, { port, method, path, carriesHttp }: Request): boolean {
    const ports: Match = (values) => values.includes(String(port));
    const methods: Match = (values) => values.some((value) => value === "*" || value === method);
    const paths: Match = (values) => values.some((value) => isWildcardMatch(value, path));
    const http = holds(operation, "methods", methods) && holds(operation, "paths", paths);
    // A DENY loses the fields a TCP port cannot see; an ALLOW with such fields did not come this far.
    return holds(operation, "ports", ports) && (http || !carriesHttp);
}

/** A field and its negation; an empty list says nothing. */
function holds(lists: Lists, field: string, match: Match): boolean {
    const wanted = lists[field] ?? [];
    const unwanted = lists[`not${field.charAt(0).toUpperCase()}${field.slice(1)}`] ?? [];
    return (wanted.length === 0 || match(wanted)) && (unwanted.length === 0 || !match(unwanted));
}

function isWildcardMatch(value: string, text: string): boolean {
    if (value.startsWith("*")) {
        return text.endsWith(value.slice(1));
    }
    return value.endsWith("*") ? text.startsWith(value.slice(0, -1)) : value === text;
}
