import type { Manifest } from "../../../components/istio/types";

/** What the policies of one workload speak of, with the nearest values on the other side of each boundary. */
export interface Boundaries {
    readonly ports: readonly number[];
    readonly methods: readonly string[];
    readonly paths: readonly string[];
}

/** Every value a matcher names, and those one character away from it: where an evaluation can be off by one. */
export function boundariesOf(objects: readonly Manifest[]): Boundaries {
    const operations = objects
        .filter(({ kind }) => kind === "AuthorizationPolicy")
        .flatMap(({ spec }) => (spec as Spec).rules ?? [])
        .flatMap((rule) => rule.to ?? [])
        .map(({ operation }) => operation);
    const all = (field: keyof Operation) => operations.flatMap((operation) => operation[field] ?? []);
    const ports = [...all("ports"), ...all("notPorts")].map(Number);
    return {
        ports: distinct([...ports.flatMap((port) => [port, port + 1]), 8080, 7]),
        methods: distinct([...all("methods"), ...all("notMethods"), "GET", "PATCH", "get"]),
        paths: distinct(["/", "/zzz", ...[...all("paths"), ...all("notPaths")].flatMap(around)]),
    };
}

interface Operation {
    readonly ports?: readonly string[];
    readonly notPorts?: readonly string[];
    readonly methods?: readonly string[];
    readonly notMethods?: readonly string[];
    readonly paths?: readonly string[];
    readonly notPaths?: readonly string[];
}
interface Spec {
    readonly rules?: readonly { readonly to?: readonly { readonly operation: Operation }[] }[];
}

function around(pattern: string): readonly string[] {
    const text = pattern.replaceAll("*", "");
    const near = [text, `${text}x`, `${text}/`, text.slice(0, -1), text.toUpperCase(), `/x${text}`];
    return near.filter((path) => path.startsWith("/"));
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
    return [...new Set(values)];
}
