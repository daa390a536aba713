import { expect } from "chai";
import { grafanaManifests } from "../../../components/observability/grafana";
import { contextOf, observabilityOf } from "../support/contexts";
import { busyMesh } from "../support/dashboards";
import { containerOf, kindsAndNames, named, podOf } from "../support/objects";

const installed = grafanaManifests(busyMesh());

describe("Grafana, installed", () => {
    it("is an account, a Service, its files, a ConfigMap for each folder, a disk and one pod", () => {
        expect(kindsAndNames(installed)).to.deep.equal([
            "ServiceAccount grafana",
            "Service grafana",
            "ConfigMap grafana-settings",
            "ConfigMap grafana-data-sources",
            "ConfigMap grafana-providers",
            "ConfigMap mesh-dashboards",
            "ConfigMap dashboards-shop",
            "ConfigMap dashboards-stock",
            "PersistentVolumeClaim grafana",
            "Deployment grafana",
        ]);
    });

    it("owns its disk, so that a new pod waits for the old one to be gone", () => {
        expect(named(installed, "Deployment grafana").spec).to.deep.include({
            replicas: 1,
            strategy: { type: "Recreate" },
        });
    });

    it("runs as the user its image's files are of, on a read-only root, without the cluster's token", () => {
        const pod = podOf(installed, "Deployment grafana");
        expect(pod.spec.automountServiceAccountToken).to.equal(false);
        expect(pod.spec.securityContext).to.deep.include({
            runAsNonRoot: true,
            runAsUser: 472,
            fsGroup: 472,
        });
        expect(containerOf(pod).securityContext).to.deep.equal({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
        });
    });

    it("reads the password from the Secret that the program makes, as a file and not as a variable", () => {
        const pod = podOf(installed, "Deployment grafana");
        expect(JSON.stringify(pod.spec.volumes)).to.contain('"secretName":"grafana-admin"');
        expect(containerOf(pod).env).to.deep.equal([
            { name: "GF_PATHS_CONFIG", value: "/etc/meshwright/grafana/grafana.ini" },
        ]);
    });

    it("finds in its pod whatever its files name", () => {
        const paths =
            containerOf(podOf(installed, "Deployment grafana")).volumeMounts?.map(
                ({ mountPath }) => mountPath,
            ) ?? [];
        const text = JSON.stringify(
            installed.filter(
                ({ kind, metadata }) => kind === "ConfigMap" && metadata.name.startsWith("grafana-"),
            ),
        );
        const mentioned = [
            ...text.matchAll(/\/etc\/meshwright\/[\w-]+(?:\/ns-[\w-]+|\/meshwright-mesh)?/g),
        ].map(([path]) => path);
        expect(mentioned.length).to.be.greaterThan(4);
        for (const path of mentioned) {
            expect(paths).to.include(path);
        }
        const home = /default_home_dashboard_path = \S+\/([\w-]+\.json)\\n/.exec(text)?.[1] ?? "";
        expect(Object.keys(dataOf("ConfigMap mesh-dashboards"))).to.include(home);
    });

    it("starts anew when its settings change, and not for a dashboard, which it sees by itself", () => {
        const checksum = (more: Parameters<typeof observabilityOf>[0], context = busyMesh()) =>
            podOf(
                grafanaManifests({ ...context, observability: observabilityOf(more) }),
                "Deployment grafana",
            ).metadata.annotations?.["meshwright.io/config"];
        const first = checksum({});
        expect(first).to.match(/^\w{16}$/);
        expect(checksum({ links: { grafana: "https://grafana.example.com" } })).to.not.equal(first);
        expect(checksum({ loki: { mode: "off" } })).to.not.equal(first);
        expect(checksum({ runbooks: "https://other.example.com" })).to.equal(first);
    });

    function dataOf(kindAndName: string): object {
        return Object(named(installed, kindAndName)).data;
    }
});

describe("Grafana, elsewhere", () => {
    it("gets the dashboards, where its sidecar looks and with the labels it looks for, and no workload", () => {
        const manifests = grafanaManifests({
            ...busyMesh(),
            observability: observabilityOf({
                grafana: {
                    mode: "existing",
                    host: "grafana.monitoring.svc.cluster.local",
                    port: 80,
                    tls: false,
                    namespace: "monitoring",
                    dashboardLabels: { grafana_dashboard: "1" },
                },
            }),
        });
        expect(kindsAndNames(manifests)).to.deep.equal([
            "ConfigMap mesh-dashboards",
            "ConfigMap dashboards-shop",
            "ConfigMap dashboards-stock",
        ]);
        for (const { metadata } of manifests) {
            expect(metadata.namespace).to.equal("monitoring");
            expect(metadata.labels).to.deep.equal({
                "app.kubernetes.io/managed-by": "meshwright",
                grafana_dashboard: "1",
            });
        }
    });

    it("is nothing when it is off", () => {
        expect(grafanaManifests(contextOf({ namespaces: [] }, { grafana: { mode: "off" } }))).to.deep.equal(
            [],
        );
    });
});
