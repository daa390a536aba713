import { expect } from "chai";
import { withoutSubsumed } from "../../components/derive/grants";
import type { AuthorizationPolicySpec, NetworkPolicySpec, SidecarSpec } from "../../components/istio/types";
import { callOf, namespaceOf, operationOf, serviceOf, workloadOf } from "../support/graphs";
import { emitted } from "../support/manifests";

const many = 3000;
const numbers = Array.from({ length: many }, (_, at) => at);

describe("hostile sizes", () => {
    it("a workload with thousands of callers has one rule for all that do the same", () => {
        const all = emitted({
            namespaces: [namespaceOf("core")],
            workloads: [workloadOf("core/shop"), ...numbers.map((at) => workloadOf(`core/c${at}`))],
            services: [serviceOf("core/shop")],
            calls: numbers.map((at) => callOf(`core/c${at}`, "core/shop")),
        });
        const { rules } = all.spec("AuthorizationPolicy", "core/shop") as AuthorizationPolicySpec;
        expect(rules).to.have.lengthOf(1);
        expect(rules?.[0]?.from?.[0]?.source.principals).to.have.lengthOf(many);
        const { ingress } = all.spec("NetworkPolicy", "core/shop") as NetworkPolicySpec;
        expect(ingress).to.have.lengthOf(1);
        expect(ingress?.[0]?.from).to.have.lengthOf(many);
    });

    it("a workload that calls thousands of services imports each of them once", () => {
        const all = emitted({
            namespaces: [namespaceOf("core")],
            workloads: [workloadOf("core/hub"), ...numbers.map((at) => workloadOf(`core/s${at}`))],
            services: numbers.map((at) => serviceOf(`core/s${at}`)),
            calls: numbers.map((at) => callOf("core/hub", `core/s${at}`)),
        });
        const { egress } = all.spec("Sidecar", "core/hub") as SidecarSpec;
        expect(egress[0]?.hosts).to.have.lengthOf(many);
    });

    it("thousands of operations with the same methods come to one, whatever they overlap", () => {
        const operations = numbers.map((at) =>
            operationOf(`o${at}`, ["GET"], [`/a/${at}`, `/b/${at}`, "/b/*"]),
        );
        const all = emitted({
            namespaces: [namespaceOf("core")],
            workloads: [workloadOf("core/shop"), workloadOf("core/web")],
            services: [serviceOf("core/shop", { operations })],
            calls: [
                callOf(
                    "core/web",
                    "core/shop",
                    operations.map(({ name }) => name),
                ),
            ],
        });
        const { rules } = all.spec("AuthorizationPolicy", "core/shop") as AuthorizationPolicySpec;
        expect(rules?.[0]?.to).to.have.lengthOf(1);
        expect(rules?.[0]?.to?.[0]?.operation.paths).to.have.lengthOf(many + 1);
    });
});

describe("paths without those a prefix holds", () => {
    const table: [string[], string[]][] = [
        [
            ["/a", "/a/*"],
            ["/a", "/a/*"],
        ],
        [["/a/", "/a/*"], ["/a/*"]],
        [["/a/*", "/a/b", "/a/b/*", "/a/b/c"], ["/a/*"]],
        [
            ["/a/b/*", "/a/bc", "/a/b"],
            ["/a/b", "/a/b/*", "/a/bc"],
        ],
        [["/*", "/", "/a", "/a/*"], ["/*"]],
        [
            ["/a", "/b", "/a"],
            ["/a", "/b"],
        ],
        [[`${"/x".repeat(5000)}/*`, `${"/x".repeat(6000)}`], [`${"/x".repeat(5000)}/*`]],
    ];
    for (const [paths, expected] of table) {
        it(`${paths.join(" ").slice(0, 40)} are ${expected.join(" ").slice(0, 40)}`, () => {
            expect(withoutSubsumed(new Set(paths))).to.deep.equal(expected);
        });
    }
});
