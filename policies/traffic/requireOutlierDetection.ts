import type { Field } from "../engine/field";
import { serviceOf } from "../engine/hosts";
import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import { type Finding, type StackRule, warning } from "../engine/rule";
import { isFalse } from "../engine/texts";

const destinationRule = "networking.istio.io/DestinationRule";

export const requireOutlierDetection: StackRule = {
    scope: "stack",
    id: "G-04",
    name: "meshwright-traffic-require-outlier-detection",
    displayName: "Require broken endpoints to be left out",
    description:
        "A DestinationRule that says how a Service is called should say when an endpoint is left out: without outlierDetection " +
        "it is sent its share for ever, and no failover between localities happens.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Set trafficPolicy.outlierDetection (consecutive5xxErrors, interval, baseEjectionTime, maxEjectionPercent), or " +
        "meshConfig.defaultTrafficPolicy for all.",
    settings: [],
    kinds: [destinationRule, ...meshConfigKinds],

    *check(objects, _context, view) {
        const isDefault = objects
            .flatMap(meshConfigSources)
            .some(({ mesh }) => mesh?.at("defaultTrafficPolicy", "outlierDetection").isAbsent === false);
        for (const object of isDefault ? [] : view.kind(destinationRule)) {
            const spec = object.root.at("spec");
            const whole = spec.at("trafficPolicy");
            const inherited = whole.at("outlierDetection");
            // What leaves the cluster has few endpoints, and a resolver that leaves them out.
            if (object.partial || serviceOf(`${spec.at("host").text}`) === undefined || !inherited.isAbsent) {
                continue;
            }
            for (const policy of [
                whole,
                ...spec
                    .at("subsets")
                    .items()
                    .map((each) => each.at("trafficPolicy")),
            ]) {
                for (const finding of judge(policy)) {
                    yield { object, finding };
                }
            }
        }
    },
};

function* judge(policy: Field): Iterable<Finding> {
    const detection = policy.at("outlierDetection");
    const locality = policy.at("loadBalancer", "localityLbSetting");
    if (!detection.isAbsent) {
        return;
    }
    const failsOver = [locality.at("failover"), locality.at("failoverPriority")].some(
        (each) => !each.isAbsent,
    );
    if (failsOver && !isFalse(locality.at("enabled"))) {
        const message = "so failover between localities never happens: nothing says which endpoint is broken";
        yield warning(detection, message, "set it beside localityLbSetting");
    } else if (!policy.at("connectionPool").isAbsent || !policy.at("loadBalancer").isAbsent) {
        const message = "so an endpoint that is broken is sent its share for ever";
        yield warning(detection, message, "set it");
    }
}
