import { expect } from "chai";
import { disallowHostNetwork as rule } from "../../policies/workload/disallowHostNetwork";
import { carriers } from "./carriers";
import { reports, unknown } from "./crossguard";
import { deployment, podTemplate } from "./objects";

const refusal = (name: string, field: string, value = "true") =>
    `mandatory: ${name}: ${field} is ${value}, so the pod runs without a sidecar and outside every mesh policy; remove it`;

describe("E-03 disallow the host's network", () => {
    for (const carrier of carriers) {
        it(`refuses it on a ${carrier.kind}, and on its patch`, () => {
            const manifest = carrier.with(podTemplate({}, { hostNetwork: true }));
            const field = [...carrier.path, "spec", "hostNetwork"].join(".");
            expect(reports(rule, manifest)).to.deep.equal([refusal(`${carrier.kind} core/orders`, field)]);
            expect(reports(rule, manifest, {}, { patch: true })).to.deep.equal([
                refusal(`${carrier.kind}Patch core/orders`, field),
            ]);
            expect(reports(rule, carrier.with(podTemplate({}, { hostNetwork: false })))).to.deep.equal([]);
            expect(reports(rule, carrier.with(podTemplate()))).to.deep.equal([]);
        });
    }

    it("judges every element of a list resource", () => {
        const pods = [podTemplate(), podTemplate({}, { hostNetwork: true })];
        const list = {
            apiVersion: "v1",
            kind: "PodList",
            items: pods.map((pod) => ({ ...pod, kind: "Pod" })),
        };
        expect(reports(rule, list)).to.have.length(1);
        const mixed = {
            apiVersion: "v1",
            kind: "List",
            items: [deployment(podTemplate({}, { hostNetwork: true }))],
        };
        expect(reports(rule, mixed)).to.deep.equal([
            refusal("Deployment core/orders", "spec.template.spec.hostNetwork"),
        ]);
    });

    it("minds an unknown flag or template, and no unknown beside it", () => {
        expect(reports(rule, deployment(podTemplate({}, { hostNetwork: unknown })))[0]).to.contain(
            "spec.template.spec.hostNetwork is not known",
        );
        expect(reports(rule, deployment(unknown))[0]).to.contain("spec.template is not known");
        expect(
            reports(rule, deployment(podTemplate({ labels: unknown }, { containers: unknown }))),
        ).to.deep.equal([]);
    });
});
