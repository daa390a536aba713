import type { Field } from "./field";

/**
 * Containers that Istio's injector brings, by the list where it puts them; in a pod that carries them already they were
 * injected by hand. A name alone can be copied onto anything, so the image must be Istio's, or left to the injector.
 */
export const injectedNames: Readonly<Record<string, readonly string[]>> = {
    initContainers: ["istio-proxy", "istio-init", "istio-validation"],
    containers: ["istio-proxy"],
    ephemeralContainers: [],
};
export const injectedImage = /^(auto)?$|(^|\/)[^/]*(proxyv2|istio)[^/]*$/;

/** Every container of a pod that runs somebody's own code: native sidecars and debug containers too. */
export function ownContainers(pod: Field): readonly Field[] {
    return select(pod, (isInjected) => !isInjected);
}

/** Those that are the injector's. */
export function injectedContainers(pod: Field): readonly Field[] {
    return select(pod, (isInjected) => isInjected);
}

function select(pod: Field, isWanted: (isInjected: boolean) => boolean): readonly Field[] {
    return Object.entries(injectedNames).flatMap(([list, names]) =>
        pod
            .at("spec", list)
            .items()
            .filter((each) => {
                const isNamed = names.includes(each.at("name").text ?? "");
                return isWanted(isNamed && injectedImage.test(each.at("image").text ?? ""));
            }),
    );
}
