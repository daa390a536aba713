import fc from "fast-check";
import type { Manifest } from "../../components/istio/types";
import { keyOf } from "../../report/objects/changedObjects";

/** What somebody does to emitted objects by hand. */
export type Edit = (objects: readonly Manifest[]) => readonly Manifest[];

type Fields = Readonly<Record<string, unknown>>;

interface Kind {
    readonly kind: string;
    readonly ways: readonly ((spec: Fields, object: Manifest) => Fields | undefined)[];
}

/** By kind: a spec becomes another one, or the object goes where there is none. */
const kinds: readonly Kind[] = [
    {
        kind: "AuthorizationPolicy",
        ways: [
            (spec) => ({ ...spec, rules: [...list(spec["rules"])].reverse() }),
            (spec) => ({ ...spec, rules: [...list(spec["rules"]), ...list(spec["rules"])] }),
            (spec) => ({ ...spec, rules: list(spec["rules"]).map((rule) => everywhere(rule, shuffled)) }),
            (spec) => ({ ...spec, rules: list(spec["rules"]).map((rule) => without(rule, "paths")) }),
            (spec) => ({ ...spec, rules: list(spec["rules"]).map((rule) => without(rule, "ports")) }),
            (spec) => ({ ...spec, rules: list(spec["rules"]).map((rule) => without(rule, "principals")) }),
            (spec) => ({ ...spec, rules: list(spec["rules"]).map(({ from: _from, ...rest }) => rest) }),
            (spec) => ({ ...spec, rules: list(spec["rules"]).slice(1) }),
            (spec) => ({ ...spec, rules: [...list(spec["rules"]), {}] }),
            (spec) => ({ ...spec, rules: [...list(spec["rules"]), ofNobodyKnown] }),
            (spec) => ({ ...spec, action: "DENY" }),
            ({ selector: _selector, ...spec }) => spec,
            (spec) => ({ ...spec, rules: list(spec["rules"]).map((rule) => ({ ...rule, when: [strange] })) }),
            () => undefined,
        ],
    },
    {
        kind: "PeerAuthentication",
        ways: [
            (spec) => ({ ...spec, mtls: { mode: "PERMISSIVE" } }),
            (spec) => ({ ...spec, mtls: { mode: "STRICT" } }),
            (spec) => ({ ...spec, mtls: { mode: "DISABLE" } }),
            () => undefined,
        ],
    },
    {
        kind: "Sidecar",
        ways: [
            (spec) => ({ ...spec, outboundTrafficPolicy: { mode: "ALLOW_ANY" } }),
            (spec) => ({ ...spec, egress: [{ hosts: ["*/*"] }] }),
            (spec) => ({ ...spec, egress: [{ hosts: ["./*"] }] }),
            (spec) => ({ ...spec, egress: list(spec["egress"]).map((each) => everywhere(each, shuffled)) }),
            ({ workloadSelector: _selector, ...spec }) => spec,
            () => undefined,
        ],
    },
    {
        kind: "NetworkPolicy",
        ways: [
            (spec) => ({ ...spec, ingress: [{}] }),
            (spec) => ({ ...spec, egress: [{}] }),
            (spec) => ({ ...spec, podSelector: {} }),
            (spec) => ({ ...spec, policyTypes: [...list(spec["policyTypes"])].reverse() }),
            (spec) => ({ ...spec, ingress: [...list(spec["ingress"])].reverse() }),
            () => undefined,
        ],
    },
    {
        kind: "VirtualService",
        ways: [
            (spec) => ({ ...spec, http: [...list(spec["http"])].reverse() }),
            (spec) => ({ ...spec, exportTo: ["."] }),
            ({ exportTo: _scope, ...spec }) => spec,
            (spec) => ({ ...spec, http: [{ route: [{ destination: { host: "s0.b.svc.cluster.local" } }] }] }),
            (spec) => ({ ...spec, http: [{ fault: { abort: { percentage: { value: 100 } } } }] }),
            () => undefined,
        ],
    },
    {
        kind: "ServiceEntry",
        ways: [
            (spec) => ({ ...spec, exportTo: ["*"] }),
            (spec) => ({ ...spec, hosts: ["other.example.com"] }),
            () => undefined,
        ],
    },
    {
        kind: "Service",
        ways: [
            (spec) => ({
                ...spec,
                ports: list(spec["ports"]).map((port) => ({ ...port, targetPort: 9090 })),
            }),
            (spec) => ({ ...spec, ports: [...list(spec["ports"])].reverse() }),
            (spec) => ({ ...spec, selector: { app: "a" } }),
            (spec) => ({ ...spec, ports: [] }),
            () => undefined,
        ],
    },
    { kind: "RequestAuthentication", ways: [() => undefined, (spec) => ({ ...spec, jwtRules: [] })] },
    {
        kind: "Gateway",
        ways: [(spec) => ({ ...spec, servers: [...list(spec["servers"])].reverse() }), () => undefined],
    },
    { kind: "DestinationRule", ways: [() => undefined] },
];

const ofNobodyKnown = {
    from: [{ source: { namespaces: ["nobodys"] } }, { source: { principals: ["*/sa/nobody"] } }],
};
const strange = { key: "destination.ip", values: ["10.0.0.1"] };

/** Objects that somebody adds, to every namespace there is or to the root namespace. */
const additions: readonly Omit<Manifest, "metadata">[] = [
    { apiVersion: "security.istio.io/v1", kind: "AuthorizationPolicy", spec: { rules: [{}] } },
    {
        apiVersion: "security.istio.io/v1",
        kind: "AuthorizationPolicy",
        spec: { action: "DENY", rules: [{}] },
    },
    { apiVersion: "security.istio.io/v1", kind: "AuthorizationPolicy", spec: {} },
    {
        apiVersion: "security.istio.io/v1",
        kind: "AuthorizationPolicy",
        spec: { rules: [{ to: [{ operation: { paths: ["/a"] } }] }] },
    },
    {
        apiVersion: "security.istio.io/v1",
        kind: "PeerAuthentication",
        spec: { mtls: { mode: "PERMISSIVE" } },
    },
    {
        apiVersion: "networking.istio.io/v1",
        kind: "Sidecar",
        spec: { outboundTrafficPolicy: { mode: "ALLOW_ANY" }, egress: [{ hosts: ["*/*"] }] },
    },
    {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] },
    },
    {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        spec: { podSelector: { matchLabels: { app: "a" } }, policyTypes: ["Egress"] },
    },
    {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        spec: {
            hosts: ["s0.a.svc.cluster.local"],
            http: [{ route: [{ destination: { host: "s1.b.svc.cluster.local", port: { number: 80 } } }] }],
        },
    },
    {
        apiVersion: "networking.istio.io/v1",
        kind: "ServiceEntry",
        spec: { hosts: ["new.example.com"], ports: [{ number: 443, protocol: "TLS", name: "tls" }] },
    },
    {
        apiVersion: "v1",
        kind: "Service",
        spec: { selector: { app: "b" }, ports: [{ port: 80, targetPort: 8080 }] },
    },
];

/** Every way to edit every single object, named for it. */
export function everyEdit(objects: readonly Manifest[]): readonly (readonly [name: string, edit: Edit])[] {
    return objects.flatMap((object) => {
        const { kind, metadata } = object;
        const ways = kinds.find((each) => each.kind === kind)?.ways ?? [];
        return ways.map((way, at): readonly [string, Edit] => [
            `${kind} ${metadata.namespace}/${metadata.name} by way ${at}`,
            (all) =>
                all.flatMap((each) => {
                    if (keyOf(each) !== keyOf(object)) {
                        return [each];
                    }
                    const spec = way(each.spec as Fields, each);
                    return spec === undefined ? [] : [{ ...each, spec }];
                }),
        ]);
    });
}

/** As many edits as asked for, one after the other; each of one object, or of all of a kind. */
export function edits(count: number): fc.Arbitrary<Edit> {
    const one = fc.oneof(
        { weight: 6, arbitrary: changes() },
        { weight: 2, arbitrary: added() },
        { weight: 1, arbitrary: renamed() },
        { weight: 1, arbitrary: moved() },
        { weight: 1, arbitrary: unlabelled() },
    );
    return fc
        .array(one, { minLength: count, maxLength: count })
        .map((all) => (objects) => all.reduce((now, edit) => edit(now), objects));
}

function changes(): fc.Arbitrary<Edit> {
    return fc
        .constantFrom(...kinds)
        .chain(({ kind, ways }) =>
            fc.record({
                kind: fc.constant(kind),
                way: fc.constantFrom(...ways),
                at: fc.nat(40),
                all: fc.boolean(),
            }),
        )
        .map(({ kind, way, at, all }) => (objects) => {
            const meant = objects.filter((each) => each.kind === kind);
            const chosen = new Set(all ? meant : meant.slice(at % Math.max(1, meant.length)).slice(0, 1));
            return objects.flatMap((each) => {
                const spec = chosen.has(each) ? way(each.spec as Fields, each) : each.spec;
                return spec === undefined && chosen.has(each)
                    ? []
                    : [chosen.has(each) ? { ...each, spec } : each];
            });
        });
}

function added(): fc.Arbitrary<Edit> {
    return fc
        .record({
            object: fc.constantFrom(...additions),
            namespace: fc.constantFrom("a", "b", "c", "istio-system"),
        })
        .map(({ object, namespace }) => (objects) => [
            ...objects,
            { ...object, metadata: { namespace, name: "added" } },
        ]);
}

/** Policies under other names are the same policies. */
function renamed(): fc.Arbitrary<Edit> {
    return fc
        .constantFrom(
            "AuthorizationPolicy",
            "NetworkPolicy",
            "VirtualService",
            "PeerAuthentication",
            "Sidecar",
        )
        .map(
            (kind) => (objects) =>
                objects.map((each) =>
                    each.kind === kind
                        ? { ...each, metadata: { ...each.metadata, name: `z-${each.metadata.name}` } }
                        : each,
                ),
        );
}

/** The same objects in another order. */
function moved(): fc.Arbitrary<Edit> {
    return fc.constant((objects) => [...objects].reverse());
}

/** A namespace leaves the mesh: its pods get no proxies any more. */
function unlabelled(): fc.Arbitrary<Edit> {
    return fc
        .constantFrom("a", "b")
        .map(
            (name) => (objects) =>
                objects.map((each) =>
                    each.kind === "Namespace" && each.metadata.name === name
                        ? { ...each, metadata: { ...each.metadata, labels: {} } }
                        : each,
                ),
        );
}

function list(value: unknown): readonly Fields[] {
    return Array.isArray(value) ? (value as Fields[]) : [];
}

function shuffled(values: readonly unknown[]): readonly unknown[] {
    return [...values].reverse();
}

/** A change to every list inside. */
function everywhere(value: unknown, change: (values: readonly unknown[]) => readonly unknown[]): Fields {
    return deep(value, (_, inner) => (Array.isArray(inner) ? change(inner) : inner)) as Fields;
}

/** Without a field, wherever it stands: what looks like less says more. */
function without(value: unknown, field: string): Fields {
    return deep(value, (key, inner) => (key === field ? undefined : inner)) as Fields;
}

function deep(value: unknown, change: (key: string, value: unknown) => unknown): unknown {
    if (Array.isArray(value)) {
        return value.map((each) => deep(each, change));
    }
    return typeof value !== "object" || value === null
        ? value
        : Object.fromEntries(
              Object.entries(value).flatMap(([key, inner]) => {
                  const changed = change(key, inner);
                  return changed === undefined ? [] : [[key, deep(changed, change)]];
              }),
          );
}
