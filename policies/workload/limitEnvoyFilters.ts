import { labels } from "../../components/labels";
import { label } from "../engine/object";
import { type ObjectRule, warning } from "../engine/rule";

export const limitEnvoyFilters: ObjectRule = {
    scope: "object",
    id: "E-25",
    ids: ["IST0133"],
    name: "meshwright-workload-limit-envoy-filters",
    displayName: "Limit what is said to Envoy itself",
    description:
        "An EnvoyFilter should be the last resort: it names what istiod generates, and that is no interface of Istio.",
    severity: "low",
    advisory: true,
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Avoid alpha and experimental features",
    },
    remediationSteps:
        "Say it by an API of Istio, or keep the filter and try it on the next version before proxies get there. What Meshwright " +
        "derives itself is tried on the Envoys of the versions it supports.",
    settings: [],
    kinds: ["networking.istio.io/EnvoyFilter"],

    *check(object) {
        if (label(object, labels.managedBy).text !== labels.managedByValue) {
            const kind = object.root.at("kind");
            yield warning(
                kind,
                "so it patches what istiod generates, which any upgrade may change",
                "prefer an API of Istio",
            );
        }
    },
};
