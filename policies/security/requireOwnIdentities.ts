import { authorizationPolicyKinds } from "../engine/authorization";
import { principalParts, principalsOf, rulesOf } from "../engine/authorizationRules";
import { add } from "../engine/collect";
import type { Field } from "../engine/field";
import { isDryRun } from "../engine/mesh";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { type StackFinding, type StackRule, violation, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";

export const requireOwnIdentities: StackRule = {
    scope: "stack",
    id: "A-20",
    ids: ["gatekeeper/K8sBlockCreationWithDefaultServiceAccount"],
    name: "meshwright-security-require-own-identities",
    displayName: "Require an identity for each workload that is let in",
    description:
        "A policy must not let in the account that every pod of a namespace has unless it names another.",
    severity: "high",
    remediationSteps:
        "Give each workload a ServiceAccount of its own (serviceAccountName), and let in that one.",
    settings: [],
    kinds: [...new Set([...authorizationPolicyKinds, ...podCarriers])],

    *check(_, __, view) {
        const users = usersOfAccounts(view);
        const shared = new Map<Pods, Field>();
        for (const policy of view.of(authorizationPolicyKinds).filter((each) => !isDryRun(each))) {
            for (const field of rulesOf(policy).flatMap(principalsOf)) {
                const parts = principalParts(field.text ?? "");
                if (parts?.account === "default") {
                    const message = `the identity of every pod in ${parts.namespace} that names none`;
                    const fix = "give the caller a ServiceAccount of its own and name that";
                    yield { object: policy, finding: violation(field, message, fix) };
                } else if (parts !== undefined) {
                    for (const pods of others(users.get(`${parts.namespace}/${parts.account}`))) {
                        shared.set(pods, pods.pod.at("spec", "serviceAccountName"));
                    }
                }
            }
        }
        yield* [...shared].map(report);
    },
};

function usersOfAccounts(view: StackView): ReadonlyMap<string, readonly Pods[]> {
    const users = new Map<string, Pods[]>();
    for (const pods of view.pods.all) {
        const account = pods.pod.at("spec", "serviceAccountName").text;
        if (account !== undefined) {
            add(users, `${pods.namespace}/${account}`, pods);
        }
    }
    return users;
}

/** All but the first application; versions of one application are meant to be one caller. */
function others(users: readonly Pods[] = []): readonly Pods[] {
    const [first, ...rest] = users;
    return first === undefined ? [] : rest.filter((each) => application(each) !== application(first));
}

function application({ labels, object }: Pods): string {
    return labels.at("app.kubernetes.io/name").text ?? labels.at("app").text ?? object.name;
}

function report([pods, field]: readonly [Pods, Field]): StackFinding {
    const message = "which another workload has too, so whatever lets one in lets in both";
    return { object: pods.object, finding: warning(field, message, "give each its own ServiceAccount") };
}
