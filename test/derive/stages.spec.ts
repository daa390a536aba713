import { expect } from "chai";
import type { Stage } from "../../components/graph/model";
import { callOf, deploymentOf, namespaceOf, serviceOf, workloadOf } from "../support/graphs";
import { type Emitted, emitted } from "../support/manifests";

function inStage(stage: Stage): Emitted {
    return emitted({
        namespaces: [namespaceOf("core", stage, { deploy: true })],
        workloads: [workloadOf("core/shop", { deployment: deploymentOf() }), workloadOf("core/web")],
        services: [serviceOf("core/shop")],
        calls: [callOf("core/web", "core/shop")],
    });
}

const dated = {
    labels: { "app.kubernetes.io/managed-by": "meshwright", "meshwright.io/stage": "audit" },
    annotations: { "meshwright.io/until": "2027-01-31" },
};

describe("stages", () => {
    const objects: Record<Stage, string[]> = {
        off: ["Namespace core", "ServiceAccount shop", "Deployment shop", "Service shop"],
        observed: [
            "Namespace core",
            "ServiceAccount shop",
            "DestinationRule shop",
            "Sidecar default",
            "VirtualService shop",
            "AuthorizationPolicy shop-audit-pass",
            "PeerAuthentication default",
            "Deployment shop",
            "Service shop",
        ],
        audit: [
            "Namespace core",
            "ServiceAccount shop",
            "DestinationRule shop",
            "Sidecar default",
            "VirtualService shop",
            "AuthorizationPolicy shop-audit-pass",
            "AuthorizationPolicy shop",
            "AuthorizationPolicy default-deny",
            "PeerAuthentication default",
            "Deployment shop",
            "Service shop",
        ],
        enforced: [
            "Namespace core",
            "ServiceAccount shop",
            "DestinationRule shop",
            "Sidecar default",
            "Sidecar web",
            "VirtualService shop",
            "AuthorizationPolicy shop",
            "NetworkPolicy shop",
            "NetworkPolicy web",
            "AuthorizationPolicy default-deny",
            "NetworkPolicy default-deny",
            "PeerAuthentication default",
            "Deployment shop",
            "Service shop",
        ],
    };
    for (const stage of ["off", "observed", "audit", "enforced"] as const) {
        it(`${stage}: exactly these objects, in this order`, () => {
            const all = inStage(stage).in("core");
            expect(all.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).to.deep.equal(objects[stage]);
        });
    }

    it("off: the namespace is known to the mesh and not injected", () => {
        expect(inStage("off").one("Namespace", "core/core").metadata.labels).to.deep.equal({
            "app.kubernetes.io/managed-by": "meshwright",
            "meshwright.io/mesh": "enabled",
            "meshwright.io/stage": "off",
            "pod-security.kubernetes.io/audit": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
        });
    });

    it("observed: plain text is still accepted, and says until when", () => {
        expect(inStage("observed").one("PeerAuthentication", "core/default")).to.deep.equal({
            apiVersion: "security.istio.io/v1",
            kind: "PeerAuthentication",
            metadata: {
                name: "default",
                namespace: "core",
                labels: { "app.kubernetes.io/managed-by": "meshwright", "meshwright.io/stage": "observed" },
                annotations: { "meshwright.io/until": "2027-01-31" },
            },
            spec: { mtls: { mode: "PERMISSIVE" } },
        });
    });

    for (const stage of ["audit", "enforced"] as const) {
        it(`${stage}: mutual TLS is required, without an end`, () => {
            const policy = inStage(stage).one("PeerAuthentication", "core/default");
            expect(policy.spec).to.deep.equal({ mtls: { mode: "STRICT" } });
            expect(policy.metadata.annotations).to.equal(undefined);
        });
    }

    it("audit: the ALLOW is a dry run of exactly what will be enforced", () => {
        const dryRun = inStage("audit").one("AuthorizationPolicy", "core/shop");
        expect(dryRun.spec).to.deep.equal(inStage("enforced").spec("AuthorizationPolicy", "core/shop"));
        expect(dryRun.metadata.annotations).to.deep.equal({
            "istio.io/dry-run": "true",
            "meshwright.io/until": "2027-01-31",
        });
        expect(inStage("enforced").one("AuthorizationPolicy", "core/shop").metadata.annotations).to.equal(
            undefined,
        );
    });

    it("audit: an enforced, labelled and dated pass lets everything through meanwhile", () => {
        expect(inStage("audit").one("AuthorizationPolicy", "core/shop-audit-pass")).to.deep.equal({
            apiVersion: "security.istio.io/v1",
            kind: "AuthorizationPolicy",
            metadata: {
                name: "shop-audit-pass",
                namespace: "core",
                labels: { ...dated.labels, "meshwright.io/audit-pass": "true" },
                annotations: dated.annotations,
            },
            spec: { selector: { matchLabels: { app: "shop" } }, action: "ALLOW", rules: [{}] },
        });
    });

    it("audit: a server workload that nobody has declared to call gets its pass, and the dry run sees its calls", () => {
        const all = emitted({
            namespaces: [namespaceOf("core", "audit")],
            workloads: [workloadOf("core/shop")],
            services: [serviceOf("core/shop")],
        });
        expect(all.names("AuthorizationPolicy", "core")).to.deep.equal(["shop-audit-pass", "default-deny"]);
        expect(all.one("AuthorizationPolicy", "core/default-deny")).to.deep.equal({
            apiVersion: "security.istio.io/v1",
            kind: "AuthorizationPolicy",
            metadata: {
                name: "default-deny",
                namespace: "core",
                labels: dated.labels,
                annotations: { "istio.io/dry-run": "true", ...dated.annotations },
            },
            spec: {},
        });
    });

    for (const stage of ["observed", "audit"] as const) {
        it(`${stage}: outbound is wide open, labelled with the stage`, () => {
            const sidecar = inStage(stage).one("Sidecar", "core/default");
            expect(sidecar.spec).to.deep.equal({
                egress: [{ hosts: ["*/*"] }],
                outboundTrafficPolicy: { mode: "ALLOW_ANY" },
            });
            expect(sidecar.metadata.labels?.["meshwright.io/stage"]).to.equal(stage);
        });
    }
});

describe("the mesh-wide pair", () => {
    const table: { stages: Stage[]; closed: boolean }[] = [
        { stages: ["enforced"], closed: true },
        { stages: ["enforced", "off"], closed: true },
        { stages: ["enforced", "audit"], closed: false },
        { stages: ["enforced", "observed"], closed: false },
        { stages: ["off"], closed: false },
        { stages: [], closed: false },
    ];
    for (const { stages, closed } of table) {
        it(`${closed ? "stands" : "does not stand"} with ${stages.join(" and ") || "no namespace at all"}`, () => {
            const all = emitted({ namespaces: stages.map((stage, at) => namespaceOf(`n${at}`, stage)) });
            expect(
                all.platform.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`),
            ).to.deep.equal(
                closed
                    ? [
                          "AuthorizationPolicy istio-system/default-deny",
                          "PeerAuthentication istio-system/default",
                      ]
                    : [],
            );
        });
    }
});
