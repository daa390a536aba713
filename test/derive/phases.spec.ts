import { expect } from "chai";
import { phaseOf, phases } from "../../components/derive";
import { callOf, deploymentOf, externalOf, namespaceOf, serviceOf, workloadOf } from "../support/graphs";
import { emitted } from "../support/manifests";

const all = emitted({
    namespaces: [namespaceOf("core", "enforced", { deploy: true })],
    workloads: [
        workloadOf("core/shop", { deployment: deploymentOf({ replicas: 2 }) }),
        workloadOf("core/web"),
    ],
    services: [serviceOf("core/shop")],
    externals: [externalOf("auth.example.com", "core")],
    calls: [callOf("core/web", "core/shop")],
    externalCalls: [{ from: "core/web", external: "auth.example.com" }],
});

function position(kind: string, name: string): number {
    return phases.indexOf(phaseOf(all.one(kind, `core/${name}`)));
}

describe("phases", () => {
    const order: [string, string, string, string, string][] = [
        ["Namespace", "core", "ServiceAccount", "shop", "everything lives in it"],
        ["DestinationRule", "shop", "VirtualService", "shop", "a route to a missing subset answers 503"],
        ["AuthorizationPolicy", "shop", "AuthorizationPolicy", "default-deny", "allow before closing"],
        ["AuthorizationPolicy", "shop", "PeerAuthentication", "default", "allow before closing"],
        ["NetworkPolicy", "shop", "NetworkPolicy", "default-deny", "allow before closing"],
        ["Sidecar", "default", "Deployment", "shop", "no pod starts before its reach is set"],
        [
            "ServiceEntry",
            "external-auth-example-com",
            "Deployment",
            "shop",
            "no pod starts before its hosts are known",
        ],
        ["AuthorizationPolicy", "default-deny", "Deployment", "shop", "no pod starts open"],
        ["ServiceAccount", "shop", "Deployment", "shop", "a pod without its account is not created"],
    ];
    for (const [firstKind, first, thenKind, then, why] of order) {
        it(`put ${firstKind} ${first} before ${thenKind} ${then}: ${why}`, () => {
            expect(position(firstKind, first)).to.be.lessThan(position(thenKind, then));
        });
    }

    it("do not know what this package does not emit", () => {
        const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "x" } };
        expect(() => phaseOf(secret)).to.throw("internal error: no phase is set for kind Secret");
    });
});
