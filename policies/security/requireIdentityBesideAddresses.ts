import { action, authorizationPolicyKinds, targetsGateway } from "../engine/authorization";
import { conditionsOf, rulesOf, sourcesOf } from "../engine/authorizationRules";
import { type Field, isEmpty } from "../engine/field";
import { type ObjectRule, unproven, violation } from "../engine/rule";

const addresses = /^(not)?(ipBlocks|remoteIpBlocks)$/i;
const addressKeys = new Set(["source.ip", "remote.ip"]);
const identityKey = /^(source\.(principal|namespace|serviceAccount)|request\.auth\.)/;

export const requireIdentityBesideAddresses: ObjectRule = {
    scope: "object",
    id: "A-11",
    name: "meshwright-security-require-identity-beside-addresses",
    displayName: "Require an identity beside addresses",
    description:
        "A workload must not be opened to addresses alone: in a cluster they are lent, and change owners.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Add principals beside ipBlocks, or let the call come through a gateway that knows its caller.",
    settings: [],
    kinds: authorizationPolicyKinds,

    *check(policy) {
        const field = policy.root.at("spec", "action");
        // From outside there is no mesh identity, so a gateway may go by addresses.
        if ((!field.isUnknown && action(policy) !== "ALLOW") || targetsGateway(policy)) {
            return;
        }
        for (const rule of rulesOf(policy)) {
            const found = onlyAddresses(rule);
            if (found !== undefined) {
                yield field.isUnknown || found.isUnknown
                    ? unproven(found.isUnknown ? found : field)
                    : violation(found, "the only thing that tells the caller", "add principals beside it");
            }
        }
    },
};

/** The first address a rule goes by, if it goes by nothing else; what is not known yet may be one. */
function onlyAddresses(rule: Field): Field | undefined {
    const conditions = conditionsOf(rule);
    const keys = conditions.map((each) => each.at("key"));
    if (keys.some((key) => identityKey.test(key.text ?? ""))) {
        return undefined;
    }
    for (const source of sourcesOf(rule)) {
        const fields = source.entries().filter(([, each]) => !isEmpty(each));
        const [first] = fields;
        if (source.isUnknown || (first !== undefined && fields.every(([key]) => addresses.test(key)))) {
            return source.isUnknown ? source : first?.[1];
        }
    }
    if (sourcesOf(rule).length > 0) {
        return undefined;
    }
    const unknown = keys.find((each) => each.isUnknown);
    const conditional = conditions.find((each) => addressKeys.has(each.at("key").text ?? ""));
    return unknown ?? conditional?.at("values");
}
