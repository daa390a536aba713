import { expect } from "chai";
import { saidOf, withMore } from "../editedStack";

const policy = (name: string, ingress: string): string =>
    `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: ${name}, namespace: elsewhere }, spec: { podSelector: {}, policyTypes: [Ingress], ingress: [${ingress}] } }`;
const from = (except: string): string =>
    `{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [${except}] } }], ports: [{ port: 80 }, { port: 81 }] }`;

describe("what a report says of NetworkPolicies that change no call", () => {
    it("is what they let through otherwise", () => {
        expect(
            saidOf(withMore(policy("a", from("10.1.0.0/16"))), withMore(policy("a", from("")))),
        ).to.deep.equal([
            "access: NetworkPolicy elsewhere/a: ingress[0].from[0].ipBlock.except 10.1.0.0/16 → []",
        ]);
    });

    it("is nothing where the same is written otherwise, and what differs where it is not the same", () => {
        const written = (spec: string) =>
            withMore(
                `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: a, namespace: elsewhere }, spec: ${spec} }`,
            );
        const peer = (selector: string): string => `ingress: [{ from: [{ podSelector: ${selector} }] }]`;
        const labelled = `podSelector: {}, ${peer("{ matchLabels: { app: a } }")}`;
        const byLabel = written(`{ ${labelled} }`);
        const expressed = (values: string) =>
            written(
                `{ podSelector: { matchLabels: {} }, policyTypes: [Ingress], egress: [], ${peer(`{ matchExpressions: [{ key: app, operator: In, values: ${values} }] }`)} }`,
            );
        expect(saidOf(byLabel, expressed("[a]"))).to.deep.equal([]);
        expect(saidOf(expressed("[a]"), byLabel)).to.deep.equal([]);
        expect(saidOf(byLabel, expressed("[a, b]"))).to.have.length(1);
        expect(saidOf(byLabel, expressed("[b]"))).to.deep.equal([
            "access: NetworkPolicy elsewhere/a: ingress[0].from[0].podSelector.matchLabels.app a → b",
        ]);
        expect(saidOf(byLabel, written(`{ policyTypes: [Egress, Ingress], ${labelled} }`))).to.deep.equal([
            "access: NetworkPolicy elsewhere/a: policyTypes Ingress → Egress, Ingress",
        ]);
    });

    it("is that one came or went, and nothing of another name or order", () => {
        const one = withMore(policy("a", from("")));
        expect(saidOf(one, withMore())).to.deep.equal([
            "access: NetworkPolicy elsewhere/a is gone, and changes no call that is declared",
        ]);
        const turned = from("").replace("{ port: 80 }, { port: 81 }", "{ port: 81 }, { port: 80 }");
        expect(saidOf(one, withMore(policy("b", turned)))).to.deep.equal([]);
    });
});
