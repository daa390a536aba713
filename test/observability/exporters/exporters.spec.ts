import { expect } from "chai";
import type { Exporters } from "../../../components/graph/observability";
import { exporterManifests } from "../../../components/observability/exporters";
import { namespaceOf, storeOf } from "../../support/graphs";
import { contextOf } from "../support/contexts";
import { containerOf, kindsAndNames, podOf } from "../support/objects";

const none: Exporters = { node: false, redis: new Map(), postgres: new Map(), kafka: new Map() };
const stores = [
    storeOf("cache", "data"),
    storeOf("sessions", "data", { protocol: "tls", port: 6380 }),
    storeOf("main", "data", { port: 5432 }),
    storeOf("audit", "data", { port: 5432 }),
    storeOf("events", "data", { port: 9092, protocol: "tls" }),
];

function manifests(more: Partial<Exporters>) {
    return exporterManifests(
        contextOf({ namespaces: [namespaceOf("data")], stores }, { exporters: { ...none, ...more } }),
    );
}

describe("exporters", () => {
    it("are nothing unless they are asked for", () => {
        expect(manifests({})).to.deep.equal([]);
    });

    it("are one on every node, one for each store, and an account for each", () => {
        const all = manifests({
            node: true,
            redis: new Map([["cache", {}]]),
            postgres: new Map([
                ["audit", { secret: "audit-url" }],
                ["main", { secret: "main-url" }],
            ]),
            kafka: new Map([["events", {}]]),
        });
        expect(kindsAndNames(all)).to.deep.equal([
            "ServiceAccount node-exporter",
            "DaemonSet node-exporter",
            "ServiceAccount redis-exporter-cache",
            "Deployment redis-exporter-cache",
            "ServiceAccount postgres-exporter-audit",
            "Deployment postgres-exporter-audit",
            "ServiceAccount postgres-exporter-main",
            "Deployment postgres-exporter-main",
            "ServiceAccount kafka-exporter-events",
            "Deployment kafka-exporter-events",
        ]);
    });

    it("are scraped past their proxies, and only at the port with metrics", () => {
        const all = manifests({ node: true, redis: new Map([["cache", {}]]) });
        for (const [name, port] of [
            ["DaemonSet node-exporter", 9100],
            ["Deployment redis-exporter-cache", 9121],
        ] as const) {
            const pod = podOf(all, name);
            expect(pod.metadata.annotations).to.deep.equal({
                "traffic.sidecar.istio.io/excludeInboundPorts": String(port),
            });
            expect(containerOf(pod).ports).to.deep.equal([{ containerPort: port }]);
            expect(pod.spec.automountServiceAccountToken).to.equal(false);
        }
    });

    it("know a Redis by the catalogue's address, or by that of a Secret with its password", () => {
        const env = (redis: Exporters["redis"], name: string) =>
            containerOf(podOf(manifests({ redis }), `Deployment redis-exporter-${name}`)).env;
        expect(env(new Map([["cache", {}]]), "cache")).to.deep.equal([
            { name: "REDIS_ADDR", value: "redis://cache.data.example.com:6379" },
        ]);
        expect(env(new Map([["sessions", {}]]), "sessions")).to.deep.equal([
            { name: "REDIS_ADDR", value: "rediss://sessions.data.example.com:6380" },
        ]);
        expect(env(new Map([["cache", { secret: "cache-url" }]]), "cache")).to.deep.equal([
            { name: "REDIS_ADDR", valueFrom: { secretKeyRef: { name: "cache-url", key: "url" } } },
        ]);
    });

    it("know a Postgres by a Secret alone, and a Kafka by the catalogue's address", () => {
        const all = manifests({
            postgres: new Map([["main", { secret: "main-url" }]]),
            kafka: new Map([["events", {}]]),
        });
        expect(containerOf(podOf(all, "Deployment postgres-exporter-main")).env).to.deep.equal([
            { name: "DATA_SOURCE_NAME", valueFrom: { secretKeyRef: { name: "main-url", key: "url" } } },
        ]);
        expect(containerOf(podOf(all, "Deployment kafka-exporter-events")).args).to.deep.equal([
            "--kafka.server=events.data.example.com:9092",
            "--tls.enabled",
        ]);
    });

    it("read a node's files as nobody, without its network or its processes", () => {
        const pod = podOf(manifests({ node: true }), "DaemonSet node-exporter");
        expect(pod.spec.hostNetwork).to.equal(undefined);
        expect(pod.spec.hostPID).to.equal(undefined);
        expect(pod.spec.securityContext).to.deep.include({ runAsNonRoot: true, runAsUser: 65_534 });
        expect(pod.spec.volumes).to.deep.equal([{ name: "root", hostPath: { path: "/" } }]);
        expect(containerOf(pod).volumeMounts).to.deep.equal([
            { name: "root", mountPath: "/host", readOnly: true },
        ]);
        // What it would say of a network is the pod's own.
        expect(containerOf(pod).args)
            .to.include("--no-collector.netdev")
            .and.to.include("--path.procfs=/host/proc");
    });

    it("of a store that nobody declared are refused", () => {
        expect(() => manifests({ redis: new Map([["lost", {}]]) })).to.throw(
            'the catalogue has no store "lost"',
        );
    });
});
