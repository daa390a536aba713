import {
    all,
    any,
    every,
    isNone,
    isOneOf,
    isSet,
    listAt,
    listOf,
    mapAt,
    matches,
    not,
    textAt,
} from "../engine/admission/cel";
import { type Field, isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

/** Filters by which istiod enforces policy, and the sockets that encrypt. */
const guards = /(^|\.)(rbac|jwt_authn|ext_authz|istio_authn|tls|tls_inspector|peer_metadata)$/;
/** Filters that run code or ask somebody, with every request in their hands. */
const powers = /\.(lua|wasm|ext_authz|ext_proc|rbac|jwt_authn|golang|dynamic_modules)\.v3\./;
/** Changes of what is there; INSERT and ADD leave it. */
const changing = new Set(["REMOVE", "REPLACE", "MERGE"]);

/** Of no type: the schema says nothing of what a patch holds. */
const patches = listAt("dyn(object)", "spec", "configPatches");
const sockets = ["transport_socket", "transportSocket", "transport_socket_matches", "transportSocketMatches"];
const isUnguarded = [
    ...[
        ["match", "listener", "filterChain", "filter", "subFilter", "name"],
        ["match", "listener", "filterChain", "filter", "name"],
        ["match", "listener", "listenerFilter"],
        ["patch", "value", "name"],
    ].map((keys) => not(matches(textAt("p", ...keys), guards))),
    ...sockets.map((each) => not(isSet("p", "patch", "value", each))),
];

export const restrictEnvoyFilters: ObjectRule = {
    scope: "object",
    id: "E-10",
    ids: ["VAP/stable-channel"],
    name: "meshwright-workload-restrict-envoy-filters",
    displayName: "Restrict what an EnvoyFilter may change",
    description:
        "An EnvoyFilter must not change the filters that enforce policy, TLS or the proxy's bootstrap, must not add code or " +
        "outside judges, and must say which workloads it is for: no rule sees through it, and no API checks it.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Avoid alpha and experimental features",
    },
    remediationSteps:
        "Say it by an API that Istio checks: AuthorizationPolicy, RequestAuthentication, an extension provider, WasmPlugin, " +
        "Telemetry or DestinationRule. A filter that must be belongs in the policy's exemptions with a reason.",
    settings: ["rootNamespaces"],
    kinds: ["networking.istio.io/EnvoyFilter"],

    *check(object, context) {
        const spec = object.root.at("spec");
        for (const patch of spec.at("configPatches").items()) {
            yield* judgePatch(patch);
        }
        yield* judgeTarget(object, spec, context.rootNamespaces);
    },

    admission: [
        {
            claims: ({ rootNamespaces }) => [
                {
                    at: "spec.configPatches[].applyTo",
                    holds: every(patches, "p", `${textAt("p", "applyTo")} != 'BOOTSTRAP'`),
                    message: "so it writes how the proxy starts: its administration, its clusters, its trust",
                    fix: "set it in the control plane's values",
                },
                {
                    at: "spec.configPatches[].patch.value",
                    holds: every(
                        patches,
                        "p",
                        all(
                            ...[[], ["typed_config"], ["typedConfig"]].map((keys) =>
                                not(matches(textAt("p", "patch", "value", ...keys, "@type"), powers)),
                            ),
                        ),
                    ),
                    message: "so it decides about every request, and no policy and no rule sees how",
                    fix: "say it by an AuthorizationPolicy, an extension provider or a WasmPlugin",
                },
                {
                    at: "spec.configPatches[]",
                    holds: every(
                        patches,
                        "p",
                        any(not(isOneOf(textAt("p", "patch", "operation"), changing)), all(...isUnguarded)),
                    ),
                    message: "which changes what enforces policy or encrypts",
                    fix: "remove the patch",
                },
                {
                    at: "spec.workloadSelector.labels",
                    holds: any(
                        not(`request.namespace in ${listOf(rootNamespaces)}`),
                        `${mapAt("object", "spec", "workloadSelector", "labels")}.size() > 0`,
                        not(isNone("object", "spec", "targetRefs")),
                    ),
                    message: "in the root namespace, so every proxy of the mesh is patched",
                    fix: "name the workloads, or move it to their namespace",
                },
            ],
            leaves: "code and judges further down in a patch than its typed_config: an expression cannot walk down what it does not know",
            blindTo: /@type/,
            refusesMisshapen: true,
        },
    ],
};

function* judgePatch(patch: Field): Iterable<Finding> {
    if (patch.isUnknown) {
        yield unproven(patch);
        return;
    }
    const applyTo = patch.at("applyTo");
    const operation = patch.at("patch", "operation");
    const value = patch.at("patch", "value");
    const unknown = [applyTo, operation, value].find((each) => each.isUnknown);
    if (unknown !== undefined) {
        yield unproven(unknown);
        return;
    }
    if (applyTo.text === "BOOTSTRAP") {
        const effect = "so it writes how the proxy starts: its administration, its clusters, its trust";
        yield violation(applyTo, effect, "set it in the control plane's values");
        return;
    }
    const named = [...types(value)];
    const hazy = named.find((each) => each.isUnknown);
    const power = named.find((each) => powers.test(each.text ?? ""));
    if (power !== undefined) {
        const effect = "so it decides about every request, and no policy and no rule sees how";
        yield violation(
            power,
            effect,
            "say it by an AuthorizationPolicy, an extension provider or a WasmPlugin",
        );
        return;
    }
    if (hazy !== undefined) {
        yield unproven(hazy);
        return;
    }
    const guarded = [...guardedNames(patch)][0];
    if (guarded !== undefined && changing.has(operation.text ?? "")) {
        const effect = `and ${operation.text} changes what enforces policy or encrypts`;
        yield violation(guarded, effect, "remove the patch");
    }
}

/** Names of filters in what is matched, and the transport sockets in what is merged. */
function* guardedNames(patch: Field): Iterable<Field> {
    const filter = patch.at("match", "listener", "filterChain", "filter");
    const names = [
        filter.at("subFilter", "name"),
        filter.at("name"),
        patch.at("match", "listener", "listenerFilter"),
        patch.at("patch", "value", "name"),
    ];
    yield* names.filter((each) => guards.test(each.text ?? ""));
    yield* sockets.map((each) => patch.at("patch", "value", each)).filter((each) => !each.isAbsent);
}

/** Every `@type` at any depth. */
function* types(field: Field): Iterable<Field> {
    if (field.isUnknown) {
        yield field;
        return;
    }
    for (const [key, each] of field.entries()) {
        if (key === "@type") {
            yield each;
        }
        yield* types(each);
    }
    for (const each of field.isList ? field.items() : []) {
        yield* types(each);
    }
}

function* judgeTarget({ namespace }: PolicyObject, spec: Field, roots: readonly string[]): Iterable<Finding> {
    const selector = spec.at("workloadSelector", "labels");
    const targets = spec.at("targetRefs");
    if (namespace !== undefined && roots.includes(namespace) && isEmpty(selector) && isEmpty(targets)) {
        yield violation(
            selector,
            "in the root namespace, so every proxy of the mesh is patched",
            "name the workloads, or move it to their namespace",
        );
    }
}
