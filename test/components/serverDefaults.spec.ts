import { expect } from "chai";
import { withServerDefaults } from "../../components/istio/serverDefaults";

describe("what the API server fills into lists", () => {
    it("is the scope of a webhook's rules", () => {
        const rule = {
            operations: ["CREATE"],
            apiGroups: [""],
            apiVersions: ["v1"],
            resources: ["pods"],
        };
        const webhooks = [{ name: "rev.object.sidecar-injector.istio.io", rules: [rule] }];
        expect(withServerDefaults({ kind: "MutatingWebhookConfiguration", webhooks })).to.deep.equal({
            kind: "MutatingWebhookConfiguration",
            webhooks: [{ name: "rev.object.sidecar-injector.istio.io", rules: [{ ...rule, scope: "*" }] }],
        });
    });

    it("is the version of a reference to a pod's own field", () => {
        const env = [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }];
        expect(withServerDefaults({ containers: [{ env }] })).to.deep.equal({
            containers: [
                {
                    env: [
                        {
                            name: "POD_NAME",
                            valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "metadata.name" } },
                        },
                    ],
                },
            ],
        });
    });

    it("is nothing where it was said, and nothing of a role's rules or of what is not known yet", () => {
        const unknown = new Date(0);
        const said = {
            rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
            webhooks: [
                {
                    rules: [
                        {
                            operations: ["CREATE"],
                            apiGroups: [""],
                            resources: ["pods"],
                            scope: "Namespaced",
                        },
                    ],
                },
            ],
            fieldRef: { apiVersion: "v2", fieldPath: "metadata.name" },
            unknown,
        };
        expect(withServerDefaults(said)).to.deep.equal(said);
    });
});
