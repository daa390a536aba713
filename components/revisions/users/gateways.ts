import { labels } from "../../labels";
import type { ClusterView, GatewayView } from "../clusterView";
import type { User } from "../use";
import { type Followed, labelledWith } from "./followed";

/** Classes that istiod makes Deployments for: `istio`, `istio-waypoint`, `istio-east-west` and `istio-remote`. */
const istioClass = /^istio(-|$)/;

/**
 * Gateways of the Gateway API, waypoints among them, whose proxies a revision makes and configures. istiod asks the
 * Gateway's label, then its namespace's, then `default`; it does not care for `istio-injection` here.
 */
export function gatewayUsers(
    gateways: readonly GatewayView[],
    followed: Followed,
    { namespaces }: ClusterView,
): readonly User[] {
    const seen = new Map((namespaces.read ? namespaces.items : []).map((each) => [each.name, each]));
    return gateways.flatMap((each) => {
        const namespace = seen.get(each.namespace ?? "");
        const inherited =
            namespace === undefined ? undefined : (namespace.labels[labels.revision] ?? "default");
        const because = reason(each, followed, inherited);
        return because === undefined
            ? []
            : [
                  {
                      kind: "Gateway",
                      ...(each.namespace === undefined ? {} : { namespace: each.namespace }),
                      name: each.name,
                      because,
                  },
              ];
    });
}

function reason(gateway: GatewayView, followed: Followed, inherited: string | undefined): string | undefined {
    const own = gateway.labels[labels.revision];
    const said =
        labelledWith(own, followed) ??
        labelledWith(gateway.annotations[labels.revision], followed, "is annotated") ??
        labelledWith(gateway.podLabels[labels.revision], followed, "gives its pods the label");
    if (said !== undefined || own !== undefined || !istioClass.test(gateway.className)) {
        return said;
    }
    return inherited !== undefined && followed.names.has(inherited)
        ? `has no label ${labels.revision} of its own and so is served by "${inherited}"`
        : undefined;
}
