import type { ChartValues, Layer } from "./layers";

/** An entry of `meshConfig.extensionProviders`: a name and, under the kind's own field, its settings. */
export interface ExtensionProvider extends ChartValues {
    readonly name: string;
}

/**
 * Every service that proxies use for their own purposes: who is asked about requests, who takes spans and logs.
 * One layer for all kinds, because a list replaces the one below it whole. istiod keeps its own built-in providers
 * beside these.
 */
export function extensionProviders(providers: readonly ExtensionProvider[]): Layer {
    const sorted = [...providers].sort((left, right) => (left.name < right.name ? -1 : 1));
    return {
        name: "extension providers",
        values: sorted.length === 0 ? {} : { meshConfig: { extensionProviders: sorted } },
    };
}
