import { expect } from "chai";
import type { Observability } from "../../../components/graph/observability";
import { kialiManifests } from "../../../components/observability/kiali";
import { kialiConfig } from "../../../components/observability/kiali/kialiConfig";
import { contextOf } from "../support/contexts";
import { containerOf, kindsAndNames, named, podOf } from "../support/objects";

const context = (more: Partial<Observability> = {}) => contextOf({ namespaces: [] }, more);
const installed = kialiManifests(context());

describe("Kiali", () => {
    it("is an account with rights, a Service, its configuration and a pod", () => {
        expect(kindsAndNames(installed)).to.deep.equal([
            "ServiceAccount kiali",
            "ClusterRole observability-kiali",
            "ClusterRoleBinding observability-kiali",
            "Service kiali",
            "ConfigMap kiali",
            "Deployment kiali",
        ]);
    });

    it("may look and change nothing, reads no Secret and forwards no port", () => {
        const { rules = [] } = Object(named(installed, "ClusterRole observability-kiali")) as {
            rules?: { resources: string[]; verbs: string[] }[];
        };
        const changing = rules.filter(({ verbs }) =>
            verbs.some((verb) => !["get", "list", "watch"].includes(verb)),
        );
        expect(changing.map(({ resources, verbs }) => [resources, verbs])).to.deep.equal([
            [["tokenreviews"], ["create"]],
        ]);
        const resources = rules.flatMap((rule) => rule.resources);
        expect(resources).to.not.include("*");
        expect(resources.filter((each) => /secrets|portforward|log$/.test(each))).to.deep.equal([]);
        expect(kialiConfig(context())).to.have.nested.property("deployment.view_only_mode", true);
    });

    it("lets users in by a token of the cluster, and signs their sessions with a key of its own", () => {
        expect(kialiConfig(context())).to.have.nested.property("auth.strategy", "token");
        const pod = podOf(installed, "Deployment kiali");
        expect(JSON.stringify(pod.spec.volumes)).to.contain('"secretName":"kiali-signing-key"');
        expect(containerOf(pod).volumeMounts).to.deep.include({
            name: "signing-key",
            mountPath: "/kiali-override-secrets/login-token-signing-key",
            readOnly: true,
        });
    });

    it("reads from the stack's own Prometheus and Jaeger, and looks at the namespaces that istiod looks at", () => {
        const config = kialiConfig(context({ links: { jaeger: "https://jaeger.example.com" } }));
        expect(config).to.have.nested.property(
            "external_services.prometheus.url",
            "http://prometheus.observability.svc.cluster.local:9090",
        );
        expect(config).to.have.nested.property("external_services.tracing").that.deep.equals({
            enabled: true,
            provider: "jaeger",
            internal_url: "http://jaeger.observability.svc.cluster.local:16686",
            use_grpc: false,
            external_url: "https://jaeger.example.com",
        });
        expect(config)
            .to.have.nested.property("deployment.discovery_selectors.default")
            .that.deep.equals([
                { matchLabels: { "meshwright.io/mesh": "enabled" } },
                { matchLabels: { "kubernetes.io/metadata.name": "istio-system" } },
            ]);
    });

    it("does without traces where there is no Jaeger to ask", () => {
        expect(kialiConfig(context({ jaeger: { mode: "off" } })))
            .to.have.nested.property("external_services.tracing")
            .that.deep.equals({ enabled: false });
    });

    it("runs as its image's user on a read-only root, with the token it asks the API server by", () => {
        const pod = podOf(installed, "Deployment kiali");
        expect(pod.spec.automountServiceAccountToken).to.equal(true);
        expect(pod.spec.securityContext).to.deep.include({ runAsNonRoot: true, runAsUser: 1000 });
        expect(containerOf(pod).securityContext).to.have.property("readOnlyRootFilesystem", true);
        expect(pod.metadata.annotations).to.deep.include({
            "traffic.sidecar.istio.io/excludeInboundPorts": "9090",
            "traffic.sidecar.istio.io/excludeOutboundPorts": "443,6443,15014",
        });
    });

    it("starts anew when its configuration changes", () => {
        const checksum = (more: Partial<Observability>) =>
            podOf(kialiManifests(context(more)), "Deployment kiali").metadata.annotations?.[
                "meshwright.io/config"
            ];
        expect(checksum({})).to.equal(checksum({}));
        expect(checksum({ jaeger: { mode: "off" } })).to.not.equal(checksum({}));
    });

    it("is nothing where it exists already or is off", () => {
        expect(kialiManifests(context({ kiali: { mode: "off" } }))).to.deep.equal([]);
        expect(
            kialiManifests(
                context({ kiali: { mode: "existing", host: "kiali.example.com", port: 443, tls: true } }),
            ),
        ).to.deep.equal([]);
    });
});
