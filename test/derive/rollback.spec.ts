import { expect } from "chai";
import type { ServiceGraph } from "../../components/graph";
import { type RollbackTarget, rolledBack } from "../../components/revisions";
import { callOf, deploymentOf, graphOf, namespaceOf, serviceOf, workloadOf } from "../support/graphs";
import { Emitted } from "../support/manifests";

const reason = "proxies of 1.31.1 lose connections";
const until = "2026-12-05";

const declared = graphOf({
    namespaces: [
        namespaceOf("core", "enforced", { deploy: true, rollWithTag: true }),
        namespaceOf("late", "observed", { deploy: true }),
    ],
    workloads: [
        workloadOf("core/shop", { deployment: deploymentOf() }),
        workloadOf("core/ledger", { deployment: deploymentOf({ kind: "StatefulSet" }) }),
        workloadOf("core/migrate", { deployment: deploymentOf({ kind: "Job" }) }),
        workloadOf("core/nightly", { deployment: deploymentOf({ kind: "CronJob", schedule: "0 3 * * *" }) }),
        workloadOf("late/web", { deployment: deploymentOf() }),
    ],
    services: [serviceOf("core/shop")],
    calls: [callOf("late/web", "core/shop")],
});

function back(to: RollbackTarget, graph: ServiceGraph = declared): Emitted {
    return new Emitted(rolledBack(graph, { to, reason, until }, { kind: "all" }));
}

function named(emitted: Emitted, namespace: string): string[] {
    return emitted.in(namespace).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

const deployed = [
    "CronJob nightly",
    "Deployment shop",
    "Job migrate",
    "Service shop",
    "StatefulSet ledger",
] as const;
const accounts = ["ledger", "migrate", "nightly", "shop"].map((name) => `ServiceAccount ${name}`);
const observed = [
    "Namespace core",
    ...accounts,
    "DestinationRule shop",
    "Sidecar default",
    "VirtualService shop",
    "AuthorizationPolicy shop-audit-pass",
];

/** What tells a person, and a policy, that an object is the rollback's. */
const marks = (to: RollbackTarget, stage: string) => ({
    labels: {
        "app.kubernetes.io/managed-by": "meshwright",
        "meshwright.io/rollback": to,
        "meshwright.io/stage": stage,
    },
    annotations: { "meshwright.io/reason": reason, "meshwright.io/until": until },
});

describe("a rollback", () => {
    it("observed: exactly the objects of that stage, the namespace still injected by its tag", () => {
        expect(named(back("observed"), "core")).to.deep.equal([
            ...observed,
            "PeerAuthentication default",
            ...deployed,
        ]);
        const { labels } = back("observed").one("Namespace", "core/core").metadata;
        expect(labels).to.include({ "istio.io/rev": "stable", "meshwright.io/rollback": "observed" });
    });

    it("uninjected: the same, and a NetworkPolicy that opens where one closed", () => {
        expect(named(back("uninjected"), "core")).to.deep.equal([
            ...observed,
            "NetworkPolicy default-deny",
            "PeerAuthentication default",
            ...deployed,
        ]);
        expect(named(back("uninjected"), "late")).to.not.include("NetworkPolicy default-deny");
    });

    it("unmeshed: nothing of Istio's, and whatever runs with its Services and accounts", () => {
        expect(named(back("unmeshed"), "core")).to.deep.equal([
            "Namespace core",
            ...accounts,
            "NetworkPolicy default-deny",
            ...deployed,
        ]);
        const kinds = new Set(
            back("unmeshed")
                .all()
                .map(({ apiVersion }) => apiVersion.split("/")[0]),
        );
        expect([...kinds].filter((group) => group?.endsWith(".istio.io"))).to.deep.equal([]);
    });

    for (const to of ["uninjected", "unmeshed"] as const) {
        it(`${to}: no namespace is injected, and each says why and until when`, () => {
            expect(back(to).one("Namespace", "core/core").metadata).to.deep.equal({
                name: "core",
                labels: {
                    "app.kubernetes.io/managed-by": "meshwright",
                    "meshwright.io/mesh": "enabled",
                    "meshwright.io/rollback": to,
                    "meshwright.io/stage": to === "unmeshed" ? "off" : "observed",
                    "pod-security.kubernetes.io/audit": "restricted",
                    "pod-security.kubernetes.io/warn": "restricted",
                },
                annotations: {
                    "meshwright.io/owners": "team-core",
                    "meshwright.io/reason": reason,
                    "meshwright.io/until": until,
                },
            });
        });

        it(`${to}: the policy that closed the network is the one that opens it, so that it changes in place`, () => {
            const opened = back(to).one("NetworkPolicy", "core/default-deny");
            expect(opened).to.deep.equal({
                apiVersion: "networking.k8s.io/v1",
                kind: "NetworkPolicy",
                metadata: {
                    name: "default-deny",
                    namespace: "core",
                    ...marks(to, to === "unmeshed" ? "off" : "observed"),
                },
                spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] },
            });
        });
    }

    it("uninjected: transport and authorization are open by objects that change in place or come first", () => {
        const all = back("uninjected");
        expect(all.one("PeerAuthentication", "core/default")).to.deep.include({
            metadata: { name: "default", namespace: "core", ...marks("uninjected", "observed") },
            spec: { mtls: { mode: "PERMISSIVE" } },
        });
        expect(all.spec("AuthorizationPolicy", "core/shop-audit-pass")).to.deep.equal({
            selector: { matchLabels: { app: "shop" } },
            action: "ALLOW",
            rules: [{}],
        });
        expect(all.platform).to.deep.equal([]);
    });

    it("restarts what it may: templates change once for both rollbacks without proxies, a Job's never", () => {
        const templates = (emitted: Emitted) =>
            [
                "Deployment core/shop",
                "StatefulSet core/ledger",
                "Job core/migrate",
                "CronJob core/nightly",
            ].map((each) => {
                const [kind = "", id = ""] = each.split(" ");
                return JSON.stringify(emitted.spec(kind, id)).match(/"annotations":(\{[^}]*\})/)?.[1];
            });
        const follows = '{"meshwright.io/revision":"1-31-1"}';
        const none = '{"meshwright.io/proxy":"none"}';
        for (const emitted of [new Emitted(declared), back("observed")]) {
            expect(templates(emitted)).to.deep.equal([follows, follows, undefined, undefined]);
        }
        for (const to of ["uninjected", "unmeshed"] as const) {
            expect(templates(back(to)), to).to.deep.equal([none, none, undefined, undefined]);
        }
    });
});
