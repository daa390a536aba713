import { routesOf, virtualService } from "../engine/routes";
import { type ObjectRule, unproven, warning } from "../engine/rule";
import { milliseconds } from "../engine/texts";

export const requireConsistentTimeouts: ObjectRule = {
    scope: "object",
    id: "G-02",
    name: "meshwright-traffic-require-consistent-timeouts",
    displayName: "Require tries to fit into their timeout",
    description:
        "What a route's tries may take together should fit into its timeout, which ends them all: the last ones would never be " +
        "made, or be given up halfway.",
    severity: "low",
    advisory: true,
    remediationSteps: "Raise the timeout, or lower attempts or perTryTimeout.",
    settings: [],
    kinds: [virtualService],

    *check(object) {
        for (const { field } of routesOf(object, ["http"])) {
            const each = field.at("retries", "perTryTimeout");
            const read = [field.at("timeout"), field.at("retries", "attempts"), each];
            const unknown = read.find((one) => one.isUnknown);
            if (unknown !== undefined && read.every((one) => !one.isAbsent)) {
                yield unproven(unknown);
                continue;
            }
            const timeout = milliseconds(field.at("timeout"));
            const attempts = field.at("retries", "attempts").value;
            const one = milliseconds(each);
            // Without a timeout, or with 0s, nothing ends them.
            if (!timeout || !one || typeof attempts !== "number" || attempts === 0) {
                continue;
            }
            if (one * attempts > timeout) {
                const whole = field.at("timeout").text ?? "";
                const message = `with ${attempts} retries more than the route's timeout of ${whole}, so the last are never made`;
                yield warning(each, message, "lower it, or raise the timeout");
            }
        }
    },
};
