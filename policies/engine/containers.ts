import type { Field } from "./field";

/** Containers that Istio's injector brings; in a pod that carries them already they were injected by hand. */
const injected = new Set(["istio-proxy", "istio-init", "istio-validation"]);

/** Every container of a pod that runs somebody's own code: native sidecars and debug containers too. */
export function ownContainers(pod: Field): readonly Field[] {
    return ["initContainers", "containers", "ephemeralContainers"]
        .flatMap((list) => pod.at("spec", list).items())
        .filter((each) => !injected.has(each.at("name").text ?? ""));
}
