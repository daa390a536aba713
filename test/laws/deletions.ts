import { fieldAt } from "../../components/access/fields";
import type { Manifest } from "../../components/istio/types";

/** One thing taken out of an object, and what is left of it: nothing, when the object itself is gone. */
export interface Deletion {
    readonly kind: DeletionKind;
    /** For people: `AuthorizationPolicy shop/payments: rules.0.to.1.operation.paths.0`. */
    readonly name: string;
    readonly left: Manifest | undefined;
}

export const deletionKinds = [
    "policy",
    "rule",
    "all rules",
    "source",
    "all sources",
    "principal",
    "all principals",
    "operation",
    "all operations",
    "method",
    "all methods",
    "path",
    "all paths",
    "port",
    "all ports",
    "selector",
    "peer authentication",
    "mode",
] as const;
export type DeletionKind = (typeof deletionKinds)[number];

/** What stands at each kind of list in an AuthorizationPolicy, by the name of the field that holds the list. */
const listed: Readonly<Record<string, readonly [item: DeletionKind, all: DeletionKind]>> = {
    rules: ["rule", "all rules"],
    from: ["source", "all sources"],
    principals: ["principal", "all principals"],
    to: ["operation", "all operations"],
    methods: ["method", "all methods"],
    paths: ["path", "all paths"],
    ports: ["port", "all ports"],
};

/** Every way to take one thing out of a policy or to loosen a PeerAuthentication. */
export function deletionsFrom(object: Manifest): readonly Deletion[] {
    const name = `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`;
    if (object.kind === "AuthorizationPolicy") {
        return [
            { kind: "policy", name, left: undefined },
            ...within(object.spec, [])
                // A default-deny holds nothing, and a pass holds nothing but its one rule.
                .map(({ kind, path, spec }) => ({
                    kind,
                    name: `${name}: ${path.join(".")}`,
                    left: { ...object, spec },
                })),
        ];
    }
    if (object.kind === "PeerAuthentication") {
        // Nothing can tell PERMISSIVE from DISABLE where no policy asks for an identity.
        const strict = fieldAt(object.spec, "mtls", "mode") === "STRICT";
        const modes = strict ? ["PERMISSIVE", "DISABLE", "UNSET"] : ["STRICT", "UNSET"];
        return [
            { kind: "peer authentication", name, left: undefined },
            ...modes.map(
                (mode): Deletion => ({
                    kind: "mode",
                    name: `${name}: ${mode}`,
                    left: { ...object, spec: { mtls: { mode } } },
                }),
            ),
        ];
    }
    return [];
}

interface Cut {
    readonly kind: DeletionKind;
    readonly path: readonly string[];
    /** The whole value without what was cut. */
    readonly spec: unknown;
}

/** Every cut somewhere inside a value, found by walking it. */
function within(value: unknown, path: readonly string[]): readonly Cut[] {
    if (Array.isArray(value)) {
        return value.flatMap((item, index) =>
            within(item, [...path, String(index)]).map((cut) => ({
                ...cut,
                spec: value.map((each, position) => (position === index ? cut.spec : each)),
            })),
        );
    }
    if (typeof value !== "object" || value === null) {
        return [];
    }
    return Object.entries(value).flatMap(([field, held]) => [
        ...cutsAt(field, held, [...path, field]).map((cut) => ({
            ...cut,
            spec: { ...value, [field]: cut.spec },
        })),
        ...within(held, [...path, field]).map((cut) => ({ ...cut, spec: { ...value, [field]: cut.spec } })),
    ]);
}

function cutsAt(field: string, held: unknown, path: readonly string[]): readonly Cut[] {
    const kinds = listed[field];
    if (field === "matchLabels") {
        return [{ kind: "selector", path, spec: {} }];
    }
    if (kinds === undefined || !Array.isArray(held)) {
        return [];
    }
    const [item, all] = kinds;
    return [
        { kind: all, path, spec: [] },
        ...held.map((_, index) => ({
            kind: item,
            path: [...path, String(index)],
            spec: held.filter((__, position) => position !== index),
        })),
    ];
}
