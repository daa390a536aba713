import type { Manifest } from "../istio/types";
import { alertmanagerManifests } from "./alertmanager";
import { collectorManifests } from "./collector";
import type { ObservabilityContext } from "./context";
import { exporterManifests } from "./exporters";
import { grafanaManifests } from "./grafana";
import { jaegerManifests } from "./jaeger";
import { kialiManifests } from "./kiali";
import { logAgentManifests } from "./logAgent";
import { lokiManifests } from "./loki";
import { prometheusManifests } from "./prometheus";

type PartOf = (context: ObservabilityContext) => Manifest[];

const parts: readonly PartOf[] = [
    collectorManifests,
    jaegerManifests,
    logAgentManifests,
    lokiManifests,
    prometheusManifests,
    alertmanagerManifests,
    grafanaManifests,
    kialiManifests,
    exporterManifests,
];

/**
 * Everything the stack's parts are made of, in no order: identity and policy come with the graph (`derive`). Pure and
 * deterministic. A part that exists already or is off gives no workload.
 */
export function observabilityManifests(context: ObservabilityContext): Manifest[] {
    return parts.flatMap((part) => part(context));
}
