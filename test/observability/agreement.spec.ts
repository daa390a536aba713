import { join } from "node:path";
import { expect } from "chai";
import type { Manifest, NetworkPolicySpec } from "../../components/istio/types";
import { readMesh } from "../../mesh";
import { readStackFile } from "../../stackFile";

const root = join(__dirname, "../..");

/** What stands in the namespace of the dev stack's observability, with this written instead. */
function stack(written: Readonly<Record<string, unknown>> = {}): readonly Manifest[] {
    const read = readStackFile(join(root, "Pulumi.dev.yaml"));
    const config = "config" in read ? read.config : {};
    const observability = { ...(config["observability"] as object), ...written };
    const mesh = readMesh({ config: { ...config, observability }, folder: root, today: "2026-11-29" });
    if (!mesh.ok) {
        throw new Error(mesh.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    }
    return mesh.value.derived.observability;
}

const variants: Readonly<Record<string, readonly Manifest[]>> = {
    "as the dev stack has it": stack(),
    "with two tiers, Kafka and a storage outside": stack({
        collector: { replicas: 3, tailSampling: { percent: 10 } },
        jaeger: {
            storage: { kind: "opensearch", url: "https://search.example.com:9200" },
            kafka: { brokers: ["kafka.example.com:9092"] },
        },
        exporters: {
            node: true,
            redis: { redis: {} },
            postgres: { "postgres-main": { secret: "postgres" } },
        },
    }),
    "with somebody to tell of alerts": stack({
        alertmanager: {
            receivers: { pager: { kind: "pagerduty", secret: "pager" } },
            routes: { default: "pager" },
        },
    }),
    "with Loki elsewhere and nothing that draws": stack({
        loki: { mode: "existing", host: "loki.example.com", port: 443, tls: true },
        grafana: { mode: "off" },
        kiali: { mode: "off" },
    }),
    "with nothing but Jaeger": stack({
        collector: { mode: "off" },
        prometheus: { mode: "off" },
        alertmanager: { mode: "off" },
        grafana: { mode: "off" },
        loki: { mode: "off" },
        kiali: { mode: "off" },
        exporters: {},
    }),
};

interface PodCarrier {
    readonly template: {
        readonly metadata: {
            readonly labels: Readonly<Record<string, string>>;
            readonly annotations?: Readonly<Record<string, string>>;
        };
        readonly spec: {
            readonly serviceAccountName: string;
            readonly automountServiceAccountToken?: boolean;
        };
    };
}

function podsOf(objects: readonly Manifest[]) {
    return objects
        .filter(({ kind }) => ["Deployment", "StatefulSet", "DaemonSet"].includes(kind))
        .map(({ metadata, spec }) => ({ name: metadata.name, ...(spec as PodCarrier).template }));
}

function namesOf(objects: readonly Manifest[], wanted: string): readonly string[] {
    return objects
        .filter(({ kind, metadata }) => kind === wanted && metadata.name !== "default-deny")
        .map(({ metadata }) => metadata.name)
        .sort();
}

function excluded(
    pod: ReturnType<typeof podsOf>[number],
    direction: "Inbound" | "Outbound",
): readonly string[] {
    const text = pod.metadata.annotations?.[`traffic.sidecar.istio.io/exclude${direction}Ports`] ?? "";
    return text === "" ? [] : text.split(",");
}

/** Ports that callers with proxies use, by the pods' `app`. */
function meshPorts(objects: readonly Manifest[]): ReadonlyMap<string, readonly string[]> {
    interface Policy {
        readonly selector?: { readonly matchLabels: { readonly app?: string } };
        readonly rules?: readonly { readonly to?: readonly { operation: { ports?: readonly string[] } }[] }[];
    }
    const ports = new Map<string, string[]>();
    for (const { spec } of objects.filter(({ kind }) => kind === "AuthorizationPolicy")) {
        const { selector, rules = [] } = spec as Policy;
        const app = selector?.matchLabels.app;
        if (app !== undefined) {
            const open = rules.flatMap(({ to = [] }) => to.flatMap(({ operation }) => operation.ports ?? []));
            ports.set(app, [...(ports.get(app) ?? []), ...open]);
        }
    }
    return ports;
}

function policiesOf(objects: readonly Manifest[]): ReadonlyMap<string, NetworkPolicySpec> {
    return new Map(
        objects
            .filter(({ kind }) => kind === "NetworkPolicy")
            .map(({ metadata, spec }) => [metadata.name, spec as NetworkPolicySpec]),
    );
}

describe("the stack's programs and the policy around them", () => {
    for (const [variant, objects] of Object.entries(variants)) {
        it(`are about the same workloads, ${variant}`, () => {
            const pods = podsOf(objects);
            const names = pods.map(({ name }) => name).sort();
            expect(names).not.to.deep.equal([]);
            expect(names).to.deep.equal(namesOf(objects, "NetworkPolicy"));
            expect(names).to.deep.equal(namesOf(objects, "ServiceAccount"));
            for (const { name, metadata, spec } of pods) {
                expect(metadata.labels["app"]).to.equal(name);
                expect(spec.serviceAccountName).to.equal(name);
            }
        });

        it(`leave to the proxy every port that is called through the mesh, ${variant}`, () => {
            const ports = meshPorts(objects);
            for (const pod of podsOf(objects)) {
                const called = ports.get(pod.name) ?? [];
                expect(
                    excluded(pod, "Inbound").filter((port) => called.includes(port)),
                    pod.name,
                ).to.deep.equal([]);
            }
        });

        it(`have a Service with every port that is called, ${variant}`, () => {
            const services = new Map(
                objects
                    .filter(({ kind }) => kind === "Service")
                    .map(({ metadata, spec }) => [
                        metadata.name,
                        (spec as { ports: { port: number }[] }).ports.map(({ port }) => String(port)),
                    ]),
            );
            for (const [app, ports] of meshPorts(objects)) {
                expect(services.get(app), app).to.include.members(ports);
            }
        });

        it(`let out below the mesh, and in, what passes the proxies by, ${variant}`, () => {
            const policies = policiesOf(objects);
            const numbers = (rules: NonNullable<NetworkPolicySpec["egress" | "ingress"]> = []) =>
                rules.flatMap(({ ports = [] }) => ports.map(({ port }) => String(port)));
            const scraped = namesOf(objects, "NetworkPolicy").includes("prometheus");
            for (const pod of podsOf(objects)) {
                const { ingress, egress } = policies.get(pod.name) ?? {};
                expect(numbers(egress), pod.name).to.include.members([...excluded(pod, "Outbound")]);
                if (scraped) {
                    expect(numbers(ingress), pod.name).to.include.members([...excluded(pod, "Inbound")]);
                }
            }
        });

        it(`let to the API server, past the proxy, exactly those who have a token for it, ${variant}`, () => {
            const policies = policiesOf(objects);
            for (const pod of podsOf(objects)) {
                const out = policies.get(pod.name)?.egress ?? [];
                const reaches = out.some(({ ports = [] }) => ports.some(({ port }) => port === 6443));
                expect(reaches, pod.name).to.equal(pod.spec.automountServiceAccountToken === true);
                if (reaches) {
                    expect(excluded(pod, "Outbound"), pod.name).to.include("443");
                }
            }
        });
    }

    it("send alerts past the proxy, which cannot know hosts that are secrets, where there is someone to tell", () => {
        const ofAlertmanager = (variant: string) => {
            const pod = podsOf(variants[variant] ?? []).find(({ name }) => name === "alertmanager");
            return pod === undefined ? undefined : excluded(pod, "Outbound");
        };
        expect(ofAlertmanager("with somebody to tell of alerts")).to.deep.equal(["443"]);
        expect(ofAlertmanager("as the dev stack has it")).to.deep.equal([]);
    });
});
