import { expect } from "chai";
import { parse } from "yaml";
import type { Service } from "../../../components/graph";
import { prometheusManifests } from "../../../components/observability/prometheus";
import { isAlert, ruleFiles, ruleFileText } from "../../../components/observability/rules";
import { fileLimit } from "../../../components/observability/rules/files";
import { shippedContext } from "../support/shipped";

const context = shippedContext("prod");

/** Five hundred services of one namespace, each with everything that is watched of a service. */
function large() {
    const [first] = [...context.graph.services.values()].filter(({ slo }) => slo?.latency !== undefined);
    if (first === undefined) {
        throw new Error("no service of the shipped stack promises a latency");
    }
    const services = new Map<string, Service>(
        Array.from({ length: 500 }, (_, index) => {
            const name = `service-${index}`;
            const id = `${first.namespace}/${name}`;
            return [id, { ...first, id, name, host: `${name}.${first.namespace}.svc.cluster.local` }];
        }),
    );
    const calls = [...services.keys()].map((to) => ({ from: "edge/api-gateway", to, operations: [] }));
    return {
        namespace: first.namespace,
        context: { ...context, graph: { ...context.graph, services, calls } },
    };
}

describe("rule files", () => {
    it("are one for the mesh, one for the stack and one for each namespace whose pods have proxies", () => {
        expect(ruleFiles(context, 1000).map(({ name }) => name)).to.deep.equal([
            "rules-mesh",
            "rules-stack",
            ...[...context.graph.namespaces.values()]
                .filter(
                    ({ name, stage }) =>
                        stage !== "off" &&
                        [...context.graph.services.values()].some((each) => each.namespace === name),
                )
                .map(({ name }) => `rules-${name}`),
        ]);
    });

    it("stay below what a ConfigMap holds with five hundred services in a namespace, and lose no rule", () => {
        const { namespace, context: many } = large();
        const files = ruleFiles(many, 1000).filter(({ name }) => name.startsWith(`rules-${namespace}`));
        expect(files.map(({ name }) => name).slice(0, 2)).to.deep.equal([
            `rules-${namespace}`,
            `rules-${namespace}-2`,
        ]);
        for (const file of files) {
            expect(Buffer.byteLength(ruleFileText(file.groups, "x")), file.name).to.be.at.most(fileLimit);
        }
        const alerts = files.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.filter(isAlert)));
        const served = new Set(alerts.map(({ labels }) => labels?.["service"]));
        expect(served.size).to.be.at.least(500);
        expect(alerts.filter(({ alert }) => alert === "LatencyBudgetBurn").length).to.be.at.least(1500);
    });

    it("have no two groups of one name in a file, which Prometheus refuses", () => {
        for (const { name, groups } of ruleFiles(large().context, 1000)) {
            const names = groups.map((group) => group.name);
            expect(new Set(names).size, name).to.equal(names.length);
        }
    });

    it("begin every link with the address of the runbooks", () => {
        const [file] = ruleFiles(context, 1000);
        const text = parse(ruleFileText(file?.groups ?? [], "https://wiki.example.com/runbooks/")) as {
            groups: { rules: { alert?: string; annotations?: { runbook_url?: string } }[] }[];
        };
        const links = text.groups.flatMap(({ rules }) =>
            rules.flatMap((rule) => rule.annotations?.runbook_url ?? []),
        );
        expect(links).to.include("https://wiki.example.com/runbooks/requests.md#istiohighrequestlatency");
    });

    it("become PrometheusRules and PodMonitors where an operator looks for its labels, and no workload", () => {
        const objects = prometheusManifests({
            ...context,
            observability: {
                ...context.observability,
                prometheus: {
                    mode: "existing",
                    host: "prometheus.monitoring.svc.cluster.local",
                    port: 9090,
                    tls: false,
                    namespace: "monitoring",
                    operatorLabels: { release: "kube-prometheus-stack" },
                },
            },
        });
        expect(new Set(objects.map(({ kind }) => kind))).to.deep.equal(
            new Set(["PodMonitor", "PrometheusRule"]),
        );
        for (const { metadata } of objects) {
            expect(metadata.labels?.["release"], metadata.name).to.equal("kube-prometheus-stack");
        }
        expect(objects.map(({ metadata }) => metadata.name)).to.include.members([
            "istiod",
            "envoy-stats",
            "rules-mesh",
        ]);
    });

    it("are nobody's affair where a Prometheus without an operator exists, or none", () => {
        const existing = { mode: "existing", host: "a.b", port: 9090, tls: false, namespace: "b" } as const;
        for (const prometheus of [existing, { mode: "off" } as const]) {
            const observability = { ...context.observability, prometheus };
            expect(prometheusManifests({ ...context, observability })).to.deep.equal([]);
        }
    });
});
