import { hostKinds, isMeant, isNobodys, namingKinds } from "../engine/declaredHosts";
import type { Field } from "../engine/field";
import { type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const sidecar = "networking.istio.io/Sidecar";

export const requireKnownEgressHosts: StackRule = {
    scope: "stack",
    id: "D-25",
    ids: ["KIA1004"],
    name: "meshwright-traffic-require-known-egress-hosts",
    displayName: "Require hosts that exist in Sidecars",
    description: "A host that a Sidecar takes in must be there: a misspelt one is a call that fails.",
    severity: "low",
    advisory: true,
    remediationSteps: "Correct it: NAMESPACE/HOST, with the host in full (orders.shop.svc.cluster.local).",
    settings: [],
    kinds: [...namingKinds, ...hostKinds],

    *check(_, __, view) {
        for (const object of view.kind(sidecar)) {
            const hosts = object.root
                .at("spec", "egress")
                .items()
                .flatMap((each) => each.at("hosts").items());
            for (const field of hosts.filter((each) => isMissing(each, view))) {
                const message = "which no Service or ServiceEntry of this stack has";
                yield { object, finding: violation(field, message, "correct it, or declare the host") };
            }
        }
    },
};

function isMissing(field: Field, view: StackView): boolean {
    const [, host] = /^[^/]+\/([^*]+)$/.exec(field.text ?? "") ?? [];
    const name = host?.toLowerCase();
    const others = namingKinds.filter((each) => each !== sidecar);
    return name !== undefined && isNobodys(name, view) && !isMeant(name, view, others);
}
