import { expect } from "chai";
import { stringify } from "yaml";
import { rules } from "../../policies/rules";
import { check } from "../../policyCheck/check";
import { presetOf } from "../../policyCheck/preset";
import type { Props } from "../policies/crossguard";
import { authorizationPolicy, deployment, namespace, podTemplate, virtualService } from "../policies/objects";

const preset = presetOf(rules, {}, "2026-11-20");

/** What the check says of some files, by rule and object. */
function said(...files: readonly (readonly Props[])[]): readonly string[] {
    const sources = files.map((objects, index) => ({
        file: `${index}.yaml`,
        text: objects.map((each) => stringify(each)).join("---\n"),
        isFound: true,
    }));
    const { findings } = check(sources, "rules" in preset ? preset.rules : []);
    return findings.map(({ ids, object }) => `${ids[0]} ${object.kind} ${object.name}`);
}

const agent = (home: string, kind = "DaemonSet", labels: Props = {}): Props => ({
    ...deployment(podTemplate({ labels: { app: "agent", ...labels } }, { hostNetwork: true }), "agent", home),
    kind,
});
const operator: Props = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "operator" },
    rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
};
const member = namespace("core", { "istio-injection": "enabled" });
const closed = authorizationPolicy({}, { name: "default-deny" });

describe("what has nothing to do with a mesh", () => {
    for (const [title, objects] of [
        ["a node's agent, where nothing is of Istio", [agent("monitoring"), closed]],
        ["the cluster's own", [agent("kube-system", "Deployment"), closed]],
        ["a pod of a namespace outside", [agent("tools", "Deployment"), namespace("tools", { team: "a" })]],
        ["a role for everything, where nothing is of Istio", [operator]],
    ] as const) {
        it(`is ${title}`, () => {
            expect(said(objects)).to.deep.equal([]);
        });
    }

    for (const [title, objects, expected] of [
        ["a pod that may be anywhere", [agent("tools", "Deployment")], ["E-03 Deployment agent"]],
        ["a node's agent beside policies", [agent("core"), closed], ["E-03 DaemonSet agent"]],
        [
            "a pod that asks for a sidecar",
            [agent("tools", "Deployment", { "sidecar.istio.io/inject": "true" }), namespace("tools", {})],
            ["E-03 Deployment agent"],
        ],
        [
            "a pod that joins the ambient mesh",
            [agent("tools", "DaemonSet", { "istio.io/dataplane-mode": "ambient" })],
            ["E-03 DaemonSet agent"],
        ],
        ["a role for everything beside a mesh", [operator, member], ["F-11 ClusterRole operator"]],
        [
            "a role for what is Istio's",
            [{ ...operator, rules: [{ apiGroups: ["security.istio.io"], resources: ["*"], verbs: ["*"] }] }],
            ["F-11 ClusterRole operator"],
        ],
    ] as const) {
        it(`is not ${title}`, () => {
            expect(said(objects)).to.deep.equal(expected);
        });
    }
});

describe("an object that several files hold", () => {
    const route = (port: number) =>
        virtualService({
            hosts: ["orders"],
            exportTo: ["."],
            http: [{ timeout: "1s", route: [{ destination: { host: "orders", port: { number: port } } }] }],
        });
    const rival = { ...route(80), metadata: { name: "rival", namespace: "core" } };

    it("is no rival of itself", () => {
        expect(said([route(80)], [route(81)])).to.deep.equal([]);
        expect(said([route(80)], [rival])).to.have.members([
            "G-15 VirtualService orders",
            "G-15 VirtualService rival",
        ]);
    });

    it("is judged in each of them", () => {
        const open = { ...closed, spec: { rules: [{}] } };
        expect(said([open], [closed])).to.include("A-03 AuthorizationPolicy default-deny");
        expect(said([closed], [open])).to.include("A-03 AuthorizationPolicy default-deny");
    });

    it("is each time another when it has no name", () => {
        const unnamed = { ...route(80), metadata: { generateName: "a-", namespace: "core" } };
        expect(said([unnamed], [unnamed])).to.have.length(2);
    });
});
