import type { Gateway } from "../../graph/platform";
import { labels } from "../../labels";
import { gatewayHardening } from "./gatewayLayers";
import { common } from "./gatewayValues";
import { type ChartValues, foldLayers, type Layer } from "./layers";

/**
 * Values of a second release of a gateway's chart, whose pods stand behind the first one's Service: the same pods
 * with the proxy of another tag. The chart alone knows no such thing, because it brings a Service with every
 * Deployment.
 *
 * @param revision - what the canary's tag points to
 */
export function gatewayCanaryValues(
    gateway: Gateway,
    { tag, replicas }: NonNullable<Gateway["canary"]>,
    revision: string,
): ChartValues {
    return foldLayers([
        ...common({ ...gateway, tag }, revision),
        behindTheGateway(gateway),
        fixed(replicas),
        gatewayHardening,
    ]);
}

/**
 * One Service, one identity, one set of rights. `app` and `istio` are all that the chart's selectors have, and both
 * are the gateway's: so its Service, its PodDisruptionBudget, our Gateways and every policy mean these pods too. The
 * two Deployments select alike and keep apart by what owns their ReplicaSets; the label of the track tells people and
 * keeps the hashes of their templates apart.
 */
function behindTheGateway({ name, serviceAccount }: Gateway): Layer {
    return {
        name: "behind the gateway",
        values: {
            service: { type: "None" },
            // The account is the gateway's, and with it the Role, which the chart names after the account.
            serviceAccount: { create: false, name: serviceAccount },
            rbac: { enabled: false },
            labels: { app: name, [labels.track]: labels.trackCanary },
        },
    };
}

/**
 * No autoscaler and no budget of its own. Kubernetes finds the pods of either by selector: two autoscalers over the
 * same pods are ambiguous and both stop, and a pod under two budgets cannot be evicted at all. The gateway's own
 * autoscaler counts these pods as well, which errs towards more of the gateway, by as many as there are here.
 */
function fixed(replicas: number): Layer {
    return {
        name: "fixed",
        values: { autoscaling: { enabled: false }, replicaCount: replicas, podDisruptionBudget: {} },
    };
}
