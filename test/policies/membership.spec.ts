import { disallowAmbiguousWorkloadGroups } from "../../policies/workload/disallowAmbiguousWorkloadGroups";
import { disallowAutoImageWithoutInjection } from "../../policies/workload/disallowAutoImageWithoutInjection";
import { requireMeshMembership } from "../../policies/workload/requireMeshMembership";
import { requireNetworkPolicies } from "../../policies/workload/requireNetworkPolicies";
import { gatewayOf, istiodOf } from "./controlPlane";
import { type Props, unknown } from "./crossguard";
import { closedNetwork, dated, labelled, namespace, proxied } from "./objects";
import { judges } from "./tables";

const member = namespace("core", { "istio.io/rev": "stable" });
const mesh = [istiodOf("1-31-1", "1.31.1"), member];
const sidecar = { "sidecar.istio.io/inject": "true" };
const group = (name: string, labels: object, account = "machines"): Props => ({
    apiVersion: "networking.istio.io/v1",
    kind: "WorkloadGroup",
    metadata: { name, namespace: "core" },
    spec: { metadata: { labels }, template: { serviceAccount: account } },
});
const account: Props = {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "machines", namespace: "core" },
};

judges(requireNetworkPolicies, {
    accepts: [
        [
            "a namespace that is closed, and one outside the mesh",
            [...mesh, closedNetwork(), namespace("other", {})],
        ],
        ["a mesh of another stack", member],
        [
            "a namespace on its way",
            [
                istiodOf("1-31-1", "1.31.1"),
                {
                    ...namespace(
                        "core",
                        { "istio.io/rev": "stable", ...dated("audit").labels },
                        dated("audit").annotations,
                    ),
                },
            ],
        ],
    ],
    refuses: [
        [
            "a namespace that is open",
            mesh,
            [
                'mandatory: Namespace core: metadata.labels["istio.io/rev"] is "stable", so its pods are in the mesh, and whoever gets past a proxy meets no NetworkPolicy; create a NetworkPolicy with an empty podSelector in core',
            ],
        ],
        [
            "a policy for outgoing calls, for some pods, and one that lets everyone in",
            [
                ...mesh,
                { ...closedNetwork(), spec: { podSelector: {}, policyTypes: ["Egress"] } },
                { ...closedNetwork(), spec: { podSelector: { matchLabels: { app: "a" } } } },
                { ...closedNetwork(), spec: { podSelector: {}, ingress: [{}] } },
            ],
            [
                'mandatory: Namespace core: metadata.labels["istio.io/rev"] is "stable", so its pods are in the mesh, and whoever gets past a proxy meets no NetworkPolicy; create a NetworkPolicy with an empty podSelector in core',
            ],
        ],
        [
            "a way that has ended",
            [
                istiodOf("1-31-1", "1.31.1"),
                namespace(
                    "core",
                    { "istio.io/rev": "stable", ...dated("audit").labels },
                    dated("audit", "2026-01-01").annotations,
                ),
            ],
            [
                'mandatory: Namespace core: metadata.labels["istio.io/rev"] is "stable", so its pods are in the mesh, and whoever gets past a proxy meets no NetworkPolicy (the stage "audit" ended on 2026-01-01); create a NetworkPolicy with an empty podSelector in core',
            ],
        ],
        [
            "what is not known yet",
            [...mesh, { ...closedNetwork(), spec: { podSelector: {}, policyTypes: unknown } }],
            [
                "mandatory: Namespace core: spec.policyTypes is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

judges(disallowAutoImageWithoutInjection, {
    accepts: [
        [
            "pods that are filled in, or may be",
            [member, proxied({}), proxied(sidecar, "auto", "unknown"), gatewayOf("gateways")],
        ],
        ["an image of its own", [namespace("core", {}), proxied({}, "proxyv2:1.31.1")]],
    ],
    refuses: [
        [
            "a namespace without injection",
            [namespace("core", {}), proxied({})],
            [
                'mandatory: Deployment core/orders: spec.template.spec.containers[0].image is "auto", while nothing injects the pod, so it never starts; label the pod sidecar.istio.io/inject: true, or istio.io/rev',
            ],
        ],
        [
            "what nothing here says is filled in",
            [
                proxied({}, "auto", "unknown"),
                {
                    apiVersion: "v1",
                    kind: "Pod",
                    metadata: { name: "orders", namespace: "core", labels: sidecar },
                    spec: { containers: [{ name: "istio-proxy", image: "auto" }] },
                },
            ],
            [
                'advisory: Deployment unknown/orders: spec.template.spec.containers[0].image is "auto", which the injector alone replaces, and nothing here says that it will; label the pod sidecar.istio.io/inject: true, or istio.io/rev',
                'advisory: Pod core/orders: spec.containers[0].image is "auto", which the injector alone replaces, and nothing here says that it will; label the pod sidecar.istio.io/inject: true, or istio.io/rev',
            ],
        ],
        [
            "a pod that refuses",
            [member, proxied({ "sidecar.istio.io/inject": "false" })],
            [
                'mandatory: Deployment core/orders: spec.template.spec.containers[0].image is "auto", while nothing injects the pod, so it never starts; label the pod sidecar.istio.io/inject: true, or istio.io/rev',
            ],
        ],
        [
            "a namespace that is switched off",
            [namespace("core", { "istio-injection": "disabled" }), proxied(sidecar)],
            [
                'mandatory: Deployment core/orders: spec.template.spec.containers[0].image is "auto", while nothing injects the pod, so it never starts; label the pod sidecar.istio.io/inject: true, or istio.io/rev',
            ],
        ],
    ],
});

judges(requireMeshMembership, {
    accepts: [
        [
            "decisions either way",
            [
                member,
                namespace("a", { "istio-injection": "disabled" }),
                namespace("kube-system", {}),
                labelled({}, {}, "a"),
                labelled({}, {}, "kube-system"),
            ],
        ],
        ["a stack without a mesh", [namespace("other", {}), labelled({}, {}, "other")]],
        [
            "pods that say it themselves",
            [member, namespace("other", {}), labelled({ "sidecar.istio.io/inject": "true" }, {}, "other")],
        ],
    ],
    refuses: [
        [
            "a namespace that says nothing, with pods or without",
            [member, namespace("other", {}), labelled({}, {}, "other"), namespace("empty", {})],
            [
                'advisory: Namespace other: metadata.labels["istio.io/rev"] is not set, so its pods run beside the mesh, and nothing says that they are meant to; label it either way',
                'advisory: Namespace empty: metadata.labels["istio.io/rev"] is not set, so its pods run beside the mesh, and nothing says that they are meant to; label it either way',
            ],
        ],
    ],
});

judges(disallowAmbiguousWorkloadGroups, {
    accepts: [
        [
            "groups that differ, with an account that is there",
            [account, group("a", { app: "a" }), group("b", { app: "b" })],
        ],
        ["accounts of another stack", group("a", { app: "a" }, "elsewhere")],
    ],
    refuses: [
        [
            "the same labels",
            [group("a", { app: "a", tier: "x" }), group("b", { tier: "x", app: "a" })],
            [
                'mandatory: WorkloadGroup core/a: spec.metadata.labels is {"app":"a","tier":"x"}, which WorkloadGroup b has too, so machines of both are the same to Services; give it a label of its own',
                'mandatory: WorkloadGroup core/b: spec.metadata.labels is {"tier":"x","app":"a"}, which WorkloadGroup a has too, so machines of both are the same to Services; give it a label of its own',
            ],
        ],
        [
            "an account that is not there",
            [account, group("a", { app: "a" }, "machine")],
            [
                'mandatory: WorkloadGroup core/a: spec.template.serviceAccount is "machine", and core has no ServiceAccount of that name, so no machine can join; declare it, or correct the name',
            ],
        ],
    ],
});
