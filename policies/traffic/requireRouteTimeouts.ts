import { isEmpty } from "../engine/field";
import { isDelegating, routesOf, virtualService } from "../engine/routes";
import { type ObjectRule, unproven, warning } from "../engine/rule";

export const requireRouteTimeouts: ObjectRule = {
    scope: "object",
    id: "G-03",
    name: "meshwright-traffic-require-route-timeouts",
    displayName: "Require a timeout of each route",
    description:
        "A route should end what takes too long: Istio has no timeout by default, so one server that hangs holds every caller's " +
        "connections and threads.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Set timeout. A stream that has no end says so with timeout: 0s, or with retries.attempts: 0.",
    settings: [],
    kinds: [virtualService],

    *check(object) {
        for (const route of routesOf(object, ["http"])) {
            const { field } = route;
            const timeout = field.at("timeout");
            if (field.isUnknown) {
                yield unproven(field);
                continue;
            }
            const leads = !isEmpty(field.at("route")) && !isDelegating(route);
            // Whoever forbids a second try knows what the route carries: what cannot be repeated, or never ends.
            const isDecided = field.at("retries", "attempts").value === 0;
            if (leads && timeout.isAbsent && !isDecided) {
                const message = "so a server that hangs holds its callers for ever";
                yield warning(timeout, message, "set it, or say 0s for a stream");
            }
        }
    },
};
