import { type StackRule, unseen, violation } from "../engine/rule";
import { yamlIn } from "../engine/yamlText";

const configMap = "core/ConfigMap";
const secret = "core/Secret";

export const requireKnownMeshNetworks: StackRule = {
    scope: "stack",
    id: "F-14",
    ids: ["IST0126"],
    name: "meshwright-upgrade-require-known-mesh-networks",
    displayName: "Require mesh networks of clusters that are known",
    description:
        "A network of meshNetworks must be fed from a cluster that istiod knows by a remote secret: from any other it has no " +
        "endpoints, and calls to that network fail.",
    severity: "medium",
    remediationSteps: "Correct fromRegistry, or add the cluster's remote secret (label istio/multiCluster).",
    settings: [],
    kinds: [configMap, secret],

    *check(_objects, _context, view) {
        const secrets = view
            .kind(secret)
            .filter((each) => each.root.at("metadata", "labels", "istio/multiCluster").text === "true");
        const clusters = new Set(
            secrets.flatMap((each) =>
                [...each.root.at("data").entries(), ...each.root.at("stringData").entries()].map(
                    ([name]) => name,
                ),
            ),
        );
        // Without any of them another stack, or istioctl, brings them.
        if (clusters.size === 0 || clusters.has("*")) {
            return;
        }
        for (const object of view.kind(configMap)) {
            const text = object.root.at("data", "meshNetworks");
            const isMeant = !object.root.at("data").isUnknown || /^istio(-.+)?$/.test(object.name);
            if (text.isUnknown && isMeant) {
                yield { object, finding: unseen(text) };
            }
            const networks = yamlIn(object.root.at("data", "meshNetworks"))?.at("networks");
            for (const [, network] of networks?.entries() ?? []) {
                for (const endpoint of network.at("endpoints").items()) {
                    const registry = endpoint.at("fromRegistry");
                    if (registry.text && registry.text !== "Kubernetes" && !clusters.has(registry.text)) {
                        const message = "a cluster without a remote secret, so the network has no endpoints";
                        yield { object, finding: violation(registry, message, "add its remote secret") };
                    }
                }
            }
        }
    },
};
