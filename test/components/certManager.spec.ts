import { expect } from "chai";
import { certManagerVersion } from "../../components/versions";
import { type Registered, recordRegistrations, settled, typesAndNames } from "../support/mocks";

describe("CertManager", () => {
    let registered: Registered[];

    before(async () => {
        registered = recordRegistrations("dev");
        const { CertManager } = await import("../../components/index.js");
        new CertManager("cert-manager", { namespace: "certificates", serviceAccount: "issuer" });
        await settled();
    });

    it("creates its namespace and Pulumi's own component for cert-manager, and nothing else", () => {
        expect(typesAndNames(registered)).to.deep.equal([
            "kubernetes-cert-manager:index:CertManager cert-manager",
            "kubernetes:core/v1:Namespace certificates",
            "meshwright:index:CertManager cert-manager",
        ]);
    });

    it("pins chart and images, with CRDs that outlive it and no rights in other namespaces", () => {
        expect(release()).to.deep.include({
            name: "cert-manager",
            namespace: "certificates",
            version: `v${certManagerVersion}`,
        });
        expect(release()["values"]).to.deep.include({
            crds: { enabled: true, keep: true },
            global: { leaderElection: { namespace: "certificates" } },
            serviceAccount: { create: true, name: "issuer" },
        });
    });

    it("waits for the webhook, so that the first issuer is not refused", () => {
        const { startupapicheck } = release()["values"] as { startupapicheck: { enabled: boolean } };
        expect(startupapicheck.enabled).to.equal(true);
    });

    it("runs in a namespace where no pod may be more than restricted", () => {
        const namespace = registered.find(({ type }) => type === "kubernetes:core/v1:Namespace");
        expect(namespace?.inputs["metadata"]).to.have.deep.nested.property("labels", {
            "app.kubernetes.io/managed-by": "meshwright",
            "pod-security.kubernetes.io/enforce": "restricted",
        });
    });

    function release(): Readonly<Record<string, unknown>> {
        const component = registered.find(({ type }) => type.startsWith("kubernetes-cert-manager:"));
        return component?.inputs["helmOptions"] as Readonly<Record<string, unknown>>;
    }
});
