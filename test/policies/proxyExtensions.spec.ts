import { disallowIneffectiveEnvoyPatches } from "../../policies/workload/disallowIneffectiveEnvoyPatches";
import { requireEnvoyFilterPriority } from "../../policies/workload/requireEnvoyFilterPriority";
import { restrictEnvoyFilters } from "../../policies/workload/restrictEnvoyFilters";
import { restrictProxyExtensions } from "../../policies/workload/restrictProxyExtensions";
import { type Props, unknown } from "./crossguard";
import { judges } from "./tables";

const filter = (configPatches: unknown, spec: object = {}, namespace = "core"): Props => ({
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "EnvoyFilter",
    metadata: { name: "mine", namespace },
    spec: { ...spec, configPatches },
});
const patch = (
    applyTo: unknown,
    operation: unknown,
    value: unknown = { name: "mine" },
    match: object = {},
) => ({
    applyTo,
    match,
    patch: { operation, value },
});
const typed = (type: string) => ({
    typed_config: { "@type": `type.googleapis.com/envoy.extensions.filters.http.${type}` },
});
const named = (name: string) => ({
    listener: { filterChain: { filter: { name: "hcm", subFilter: { name } } } },
});
const extension = (spec: object, kind = "WasmPlugin"): Props => ({
    apiVersion: "extensions.istio.io/v1alpha1",
    kind,
    metadata: { name: "mine", namespace: "core" },
    spec,
});
const digest = "a".repeat(64);

judges(restrictEnvoyFilters, {
    accepts: [
        [
            "filters that decide nothing",
            [
                filter([
                    patch(
                        "HTTP_FILTER",
                        "INSERT_BEFORE",
                        typed("local_ratelimit.v3.LocalRateLimit"),
                        named("envoy.filters.http.router"),
                    ),
                ]),
                filter([patch("CLUSTER", "MERGE", { connect_timeout: "1s" })]),
            ],
        ],
        [
            "the root namespace, for named workloads",
            filter([], { workloadSelector: { labels: { app: "a" } } }, "istio-system"),
        ],
    ],
    refuses: [
        [
            "code, and judges outside",
            [
                filter([patch("HTTP_FILTER", "INSERT_FIRST", typed("lua.v3.Lua"))]),
                filter([patch("HTTP_FILTER", "INSERT_FIRST", { list: [typed("ext_authz.v3.ExtAuthz")] })]),
            ],
            [
                'mandatory: EnvoyFilter core/mine: spec.configPatches[0].patch.value.typed_config["@type"] is "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua", so it decides about every request, and no policy and no rule sees how; say it by an AuthorizationPolicy, an extension provider or a WasmPlugin',
                'mandatory: EnvoyFilter core/mine: spec.configPatches[0].patch.value.list[0].typed_config["@type"] is "type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz", so it decides about every request, and no policy and no rule sees how; say it by an AuthorizationPolicy, an extension provider or a WasmPlugin',
            ],
        ],
        [
            "the bootstrap",
            filter([patch("BOOTSTRAP", "MERGE", { admin: {} })]),
            [
                'mandatory: EnvoyFilter core/mine: spec.configPatches[0].applyTo is "BOOTSTRAP", so it writes how the proxy starts: its administration, its clusters, its trust; set it in the control plane\'s values',
            ],
        ],
        [
            "what enforces policy",
            [
                filter([patch("HTTP_FILTER", "REMOVE", undefined, named("envoy.filters.http.rbac"))]),
                filter([patch("HTTP_FILTER", "MERGE", { name: "envoy.filters.http.jwt_authn" })]),
            ],
            [
                'mandatory: EnvoyFilter core/mine: spec.configPatches[0].match.listener.filterChain.filter.subFilter.name is "envoy.filters.http.rbac", and REMOVE changes what enforces policy or encrypts; remove the patch',
                'mandatory: EnvoyFilter core/mine: spec.configPatches[0].patch.value.name is "envoy.filters.http.jwt_authn", and MERGE changes what enforces policy or encrypts; remove the patch',
            ],
        ],
        [
            "what encrypts",
            filter([patch("CLUSTER", "MERGE", { transport_socket: { name: "x" } })]),
            [
                'mandatory: EnvoyFilter core/mine: spec.configPatches[0].patch.value.transport_socket is {"name":"x"}, and MERGE changes what enforces policy or encrypts; remove the patch',
            ],
        ],
        [
            "every proxy of the mesh",
            filter([], {}, "istio-system"),
            [
                "mandatory: EnvoyFilter istio-system/mine: spec.workloadSelector.labels is not set, in the root namespace, so every proxy of the mesh is patched; name the workloads, or move it to their namespace",
            ],
        ],
        [
            "what is not known yet",
            [
                filter(unknown),
                filter([patch(unknown, "MERGE")]),
                filter([patch("HTTP_FILTER", "INSERT_FIRST", { a: [unknown] })]),
            ],
            [
                "advisory: EnvoyFilter core/mine: spec.configPatches is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: EnvoyFilter core/mine: spec.configPatches[0].applyTo is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: EnvoyFilter core/mine: spec.configPatches[0].patch.value.a[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(disallowIneffectiveEnvoyPatches, {
    accepts: [
        [
            "patches that istiod applies",
            filter([
                patch("HTTP_ROUTE", "MERGE"),
                patch("HTTP_FILTER", "REPLACE"),
                patch("VIRTUAL_HOST", "ADD"),
                patch("CLUSTER", "REMOVE"),
            ]),
        ],
    ],
    refuses: [
        [
            "patches that it ignores",
            filter([
                patch("HTTP_ROUTE", "ADD"),
                patch("ROUTE_CONFIGURATION", "REMOVE"),
                patch("CLUSTER", "REPLACE"),
                patch(undefined, "REPLACE"),
            ]),
            [
                'mandatory: EnvoyFilter core/mine:\n  - spec.configPatches[0].patch.operation is "ADD", which istiod ignores on HTTP_ROUTE; use MERGE, or patch VIRTUAL_HOST\n  - spec.configPatches[1].patch.operation is "REMOVE", which istiod ignores on ROUTE_CONFIGURATION; use MERGE, or patch VIRTUAL_HOST\n  - spec.configPatches[2].patch.operation is "REPLACE", which istiod ignores on CLUSTER; use MERGE\n  - spec.configPatches[3].patch.operation is "REPLACE", which istiod ignores on a patch without applyTo; use MERGE',
            ],
        ],
        [
            "what is not known yet",
            [filter([patch("HTTP_ROUTE", unknown)]), filter(unknown)],
            [
                "advisory: EnvoyFilter core/mine: spec.configPatches[0].patch.operation is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: EnvoyFilter core/mine: spec.configPatches is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireEnvoyFilterPriority, {
    accepts: [
        [
            "a priority, and a place of its own",
            [
                filter([patch("HTTP_FILTER", "INSERT_BEFORE")], { priority: -10 }),
                filter([
                    patch("HTTP_FILTER", "INSERT_FIRST"),
                    patch("CLUSTER", "MERGE"),
                    patch("HTTP_ROUTE", "REMOVE"),
                ]),
            ],
        ],
    ],
    refuses: [
        [
            "places that depend on others",
            [
                filter([patch("HTTP_FILTER", "INSERT_AFTER")]),
                filter([patch("HTTP_FILTER", "REMOVE")], { priority: 0 }),
            ],
            [
                "advisory: EnvoyFilter core/mine: spec.priority is not set, so what INSERT_AFTER refers to may come after it; set it to a number other than 0",
                "advisory: EnvoyFilter core/mine: spec.priority is 0, so what REMOVE refers to may come after it; set it to a number other than 0",
            ],
        ],
        [
            "what is not known yet",
            [
                filter([patch("HTTP_FILTER", unknown)]),
                filter([patch("HTTP_FILTER", "INSERT_AFTER")], { priority: unknown }),
            ],
            [
                "advisory: EnvoyFilter core/mine: spec.configPatches[0].patch.operation is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: EnvoyFilter core/mine: spec.priority is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(restrictProxyExtensions, {
    accepts: [
        [
            "modules by digest, and Lua",
            [
                extension({ url: "oci://registry/filter:1", sha256: digest }),
                extension({ url: `oci://registry/filter@sha256:${digest}`, failStrategy: "FAIL_CLOSE" }),
                extension({ lua: { inlineCode: "x" } }, "TrafficExtension"),
                extension({ url: "file:///opt/filter.wasm" }),
            ],
        ],
    ],
    refuses: [
        [
            "modules that fail open",
            [
                extension({ url: "oci://registry/filter:1", sha256: digest, failStrategy: "FAIL_OPEN" }),
                extension(
                    { wasm: { url: "oci://registry/filter:1", sha256: digest, failStrategy: "FAIL_OPEN" } },
                    "TrafficExtension",
                ),
            ],
            [
                'mandatory: WasmPlugin core/mine: spec.failStrategy is "FAIL_OPEN", so requests pass unjudged when the module cannot be fetched or crashes; remove it: FAIL_CLOSE is the default',
                'mandatory: TrafficExtension core/mine: spec.wasm.failStrategy is "FAIL_OPEN", so requests pass unjudged when the module cannot be fetched or crashes; remove it: FAIL_CLOSE is the default',
            ],
        ],
        [
            "plaintext",
            extension({ url: "http://registry/filter.wasm", sha256: digest }),
            [
                'mandatory: WasmPlugin core/mine: spec.url is "http://registry/filter.wasm", so whoever is on the way decides what runs in the proxies; use https:// or oci://',
            ],
        ],
        [
            "whatever is there",
            extension({ url: "oci://registry/filter:latest" }),
            [
                'mandatory: WasmPlugin core/mine: spec.url is "oci://registry/filter:latest", which names no digest, so what runs in the proxies changes with whatever is there; set sha256, or name the image by its digest',
            ],
        ],
        [
            "what is not known yet",
            [
                extension({ url: unknown }),
                extension({ url: "oci://r/f:1", sha256: unknown }),
                extension({ url: "oci://r/f:1", sha256: digest, failStrategy: unknown }),
            ],
            [
                "advisory: WasmPlugin core/mine: spec.url is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: WasmPlugin core/mine: spec.sha256 is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: WasmPlugin core/mine: spec.failStrategy is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});
