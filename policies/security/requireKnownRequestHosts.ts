import { authorizationPolicyKinds } from "../engine/authorization";
import { operationsOf, rulesOf } from "../engine/authorizationRules";
import { hostKinds, isNobodys } from "../engine/declaredHosts";
import { serviceOf } from "../engine/hosts";
import { type StackRule, violation } from "../engine/rule";

export const requireKnownRequestHosts: StackRule = {
    scope: "stack",
    id: "A-26",
    ids: ["KIA0104"],
    name: "meshwright-security-require-known-request-hosts",
    displayName: "Require hosts of requests that exist",
    description:
        "A Service that a policy names as the host of a request must be there: else the rule never matches.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Correct the name of the Service. Hosts outside the cluster are not judged: what a gateway serves, others may declare.",
    settings: [],
    kinds: [...authorizationPolicyKinds, ...hostKinds],

    *check(_, __, view) {
        for (const policy of view.of(authorizationPolicyKinds)) {
            const operations = rulesOf(policy).flatMap(operationsOf);
            for (const field of operations.flatMap((each) =>
                ["hosts", "notHosts"].flatMap((key) => each.at(key).items()),
            )) {
                const host = (field.text ?? "").toLowerCase().replace(/:(\d+|\*)$/, "");
                if (serviceOf(host) !== undefined && isNobodys(host, view)) {
                    const message = "which no Service or ServiceEntry of this stack has";
                    yield {
                        object: policy,
                        finding: violation(field, message, "correct it, or declare the host"),
                    };
                }
            }
        }
    },
};
