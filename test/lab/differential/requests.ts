import fc from "fast-check";
import type { Manifest } from "../../../components/istio/types";

/** What is asked of a server, apart from who asks. */
export interface Question {
    readonly port: number;
    readonly method: string;
    readonly path: string;
}

/** Questions nobody thought of, on these ports and, where the server listens everywhere, on any. */
export function randomQuestions(
    count: number,
    {
        ports,
        anywhere,
        seed,
    }: { readonly ports: readonly number[]; readonly anywhere: boolean; readonly seed: number },
): readonly Question[] {
    // A path ends where a query or fragment begins; what follows is no policy's matter.
    const part = fc.string({ maxLength: 4 }).map((text) => text.replaceAll(/[?#]/g, "-"));
    const path = fc
        .array(fc.oneof(fc.constantFrom("a", "b", "ab", "c", "", ".", "..", "*", "%2f"), part), {
            maxLength: 4,
        })
        .map((parts) => `/${parts.join("/")}`);
    const method = fc.oneof(
        fc.constantFrom("GET", "POST", "PUT", "DELETE", "OPTIONS"),
        fc.stringMatching(/^[A-Z]{1,7}$/),
    );
    // From 15000 on the proxy itself listens.
    const named = fc.constantFrom(...ports);
    const port = anywhere ? fc.oneof(named, fc.integer({ min: 1, max: 14_999 })) : named;
    return fc.sample(fc.record({ port, method, path }), { numRuns: count, seed });
}

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
