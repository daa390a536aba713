import { labels } from "../../../components/labels";
import type { Context } from "../context";
import { all, any, every, isNone, isOneOf, listAt, mapAt, matches, not, some, textAt } from "./cel";
import { isExcusedByStage } from "./stage";

/** What `engine/authorization.ts` reads of a policy, in CEL. */

const identities = ["principals", "namespaces", "serviceAccounts", "trustDomains"];
const sourceFields = [...identities, "ipBlocks", "remoteIpBlocks"];
const operationFields = ["hosts", "methods", "paths", "ports"];
const everything = ["*", "/*", "/{**}", "0.0.0.0/0", "::/0"];

export const policyRules = listAt("object", "spec", "rules");

/** ALLOW when it is not said. */
export const policyAction = "object.?spec.?action.orValue('ALLOW')";

export const isAllow = `${policyAction} == 'ALLOW'`;

/** For no pods in particular; all that a PeerAuthentication can say of it, which has no targetRefs. */
export const selectsAll = `${mapAt("object", "spec", "selector", "matchLabels")}.size() == 0`;

/** For its whole namespace. */
export const isNamespaceWide = all(selectsAll, isNone("object", "spec", "targetRefs"));

/** A source that everybody is, an operation that everything is. */
function isAny(root: string, fields: readonly string[], beside: readonly string[] = []): string {
    return all(
        ...fields.map((each) =>
            any(isNone(root, each), some(listAt(root, each), "v", isOneOf("v", everything))),
        ),
        ...[...fields, ...beside].map((each) => isNone(root, excluding(each))),
        ...beside.map((each) => isNone(root, each)),
    );
}

/** `notPaths` of `paths`. */
export function excluding(field: string): string {
    return `not${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}

// A JWT must be there and valid even for `*`.
const anySource = isAny("f.?source", sourceFields, ["requestPrincipals"]);
const anyOperation = isAny("t.?operation", operationFields);
const anyValue = some(listAt("w", "values"), "v", isOneOf("v", everything));

/** For keys of requests `*` demands that the attribute is there. */
const anyCondition = all(
    isNone("w", "notValues"),
    any(isNone("w", "values"), all(matches(textAt("w", "key"), /^(source|remote|destination)\./), anyValue)),
);

/** Whether a rule `r` matches every request. */
export const matchesAll = all(
    any(isNone("r", "from"), some(listAt("r", "from"), "f", anySource)),
    any(isNone("r", "to"), some(listAt("r", "to"), "t", anyOperation)),
    every(listAt("r", "when"), "w", anyCondition),
);

const anonymousSource = all(...identities.map((each) => isNone("f.?source", each)), anySource);
const asksForIdentity = /^(source\.(principal|namespace|serviceAccount|ip)|remote\.ip|request\.auth\..+)$/;

/** Whether a rule `r` lets in callers without any identity. */
export const letsInAnybody = all(
    any(isNone("r", "from"), some(listAt("r", "from"), "f", anonymousSource)),
    every(listAt("r", "when"), "w", any(not(matches(textAt("w", "key"), asksForIdentity)), anyCondition)),
);

const istio = textAt("object", "spec", "selector", "matchLabels", "istio");
const targets = listAt("object", "spec", "targetRefs");

export const isForGateway = any(
    all(`${targets}.size() > 0`, every(targets, "t", `${textAt("t", "kind")} == 'Gateway'`)),
    all(
        `${targets}.size() == 0`,
        any(
            all(matches(istio, /ingress|gateway$/), not(`${istio}.contains('egress')`)),
            "object.?spec.?selector.?matchLabels[?'gateway.networking.k8s.io/gateway-name'].hasValue()",
        ),
    ),
);

/** The labelled pass that lets traffic through while its workload is audited. */
export function isExcusedPass(context: Context): string {
    return all(
        `${textAt("object", "metadata", "labels", labels.auditPass)} == 'true'`,
        not(isNamespaceWide),
        isExcusedByStage(["observed", "audit"], context),
    );
}
