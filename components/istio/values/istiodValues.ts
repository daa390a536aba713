import { accessLog } from "./accessLog";
import { type ExtensionProvider, extensionProviders } from "./extensionProviders";
import { hardening } from "./hardening";
import { images } from "./images";
import { type ChartValues, foldLayers } from "./layers";
import { meshConfig } from "./meshConfig";
import { ordering } from "./ordering";
import { type ProxyStats, proxyStats } from "./proxyStats";
import { redirection } from "./redirection";
import { type IstiodSize, sizing } from "./sizing";

export interface IstiodInputs {
    readonly revision: string;
    readonly version: string;
    readonly hub: string;
    readonly trustDomain: string;
    readonly size: IstiodSize;
    /** Namespace of the control plane. */
    readonly rootNamespace: string;
    /** Services that proxies use for their own purposes, in any order; none when absent. */
    readonly extensionProviders?: readonly ExtensionProvider[];
    /** Statistics that proxies keep beside Istio's own; absent: none. */
    readonly proxyStats?: ProxyStats;
    /** Whether istio-cni redirects the traffic of pods; absent: each pod does it itself, by a privileged container. */
    readonly cni?: boolean;
}

/**
 * Values of one revision's istiod chart: mesh config with its log and its providers, then size, then images, then
 * what cannot be configured away (hardening, order of creation), then the revision itself.
 */
export function istiodValues(inputs: IstiodInputs): ChartValues {
    return foldLayers([
        meshConfig(inputs.trustDomain),
        accessLog,
        extensionProviders(inputs.extensionProviders ?? []),
        proxyStats(inputs.proxyStats),
        sizing(inputs.size),
        images(inputs.version, inputs.hub),
        hardening,
        redirection(inputs.cni ?? false),
        ordering(inputs.revision, inputs.rootNamespace),
        // Tags are resources of their own (revisionTag.ts): moved from chart to chart they would be deleted.
        { name: "revision", values: { revision: inputs.revision, revisionTags: [] } },
    ]);
}
