import type { KubeConfig } from "@kubernetes/client-node";
import { until } from "../support/until";
import { ask, type Content, create, pathOf, tryOut } from "./cluster";

const apiVersion = "admissionregistration.k8s.io/v1";
const name = "last-written";
const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name } };

/** Speaks of one object alone, and refuses nothing. */
const marker: readonly Content[] = [
    {
        apiVersion,
        kind: "ValidatingAdmissionPolicy",
        metadata: { name },
        spec: {
            matchConstraints: {
                resourceRules: [
                    {
                        apiGroups: [""],
                        apiVersions: ["v1"],
                        operations: ["CREATE"],
                        resources: ["configmaps"],
                    },
                ],
            },
            validations: [{ expression: `object.metadata.name != '${name}'`, message: "it is in force" }],
        },
    },
    {
        apiVersion,
        kind: "ValidatingAdmissionPolicyBinding",
        metadata: { name },
        spec: { policyName: name, validationActions: ["Warn"] },
    },
];

/**
 * Waits until everything written so far is in force, and nothing that was deleted is. An API server hears of policies
 * and of bindings each in the order in which they were written, but looks once a second alone, in the middle of many
 * as well: when the last is in force, all are.
 */
export async function everythingIsInForce(config: KubeConfig): Promise<void> {
    for (const each of marker) {
        await create(config, each);
    }
    await until("what was written last is in force", async () => {
        const { warnings } = await tryOut(config, object);
        return warnings.some((each) => each.includes("it is in force")) ? true : undefined;
    });
    for (const each of marker) {
        await ask(config, "DELETE", `${pathOf(each)}/${name}`);
    }
}
