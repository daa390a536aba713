import type { ConfigMap } from "../../istio/types";
import { apiVersions } from "../../istio/types";
import type { ArrangedGraph, NamespacePart } from "../arrangedGraph";
import { metadata } from "../metadata";
import { configMapName } from "./deployments";
import { meshLimits } from "./meshLimits";
import { rateLimitConfig } from "./serviceConfig";

/** What the rate-limit service counts. JSON is YAML too, and has one way to write a text. */
export function rateLimitConfigMaps(part: NamespacePart, arranged: ArrangedGraph): ConfigMap[] {
    const { name } = part.namespace;
    if (arranged.platform.rateLimitService?.namespace !== name) {
        return [];
    }
    const config = rateLimitConfig(meshLimits(arranged));
    return [
        {
            apiVersion: apiVersions.ConfigMap,
            kind: "ConfigMap",
            metadata: metadata(name, configMapName),
            data: { "limits.yaml": `${JSON.stringify(config, undefined, 2)}\n` },
        },
    ];
}
