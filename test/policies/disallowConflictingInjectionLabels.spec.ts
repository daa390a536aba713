import { type ResourceValidationArgs, unknownCheckingProxy } from "@pulumi/policy";
import { expect } from "chai";
import { asPolicy } from "../../policies/crossguard/policy";
import { disallowConflictingInjectionLabels as rule } from "../../policies/upgrade/disallowConflictingInjectionLabels";
import { type Props, registered, reports, unknown } from "./crossguard";
import { namespace, owned } from "./objects";

const injection = "istio-injection";
const revision = "istio.io/rev";
const mode = "istio.io/dataplane-mode";
const run = (labels: unknown) => reports(rule, namespace("core", labels));
const ignored = (value: string) =>
    `mandatory: Namespace core: metadata.labels.istio-injection is "${value}", so istio.io/rev "stable" is ignored, and its ` +
    "pods do not follow it; remove it, and keep istio.io/rev";
const unproven = (field: string) =>
    `advisory: Namespace core: ${field} is not known at preview, so this rule cannot be proven; it is judged again at ` +
    "update, before the object is created";

describe("H-02 disallow two ways into the mesh at once", () => {
    it("accepts one way in, and none", () => {
        for (const labels of [
            undefined,
            {},
            { [injection]: "enabled" },
            { [revision]: "stable" },
            { [injection]: "", [revision]: "stable" },
            { [injection]: "enabled", [revision]: "" },
            { [mode]: "ambient" },
            { [mode]: "none", [revision]: "stable" },
            { [mode]: "ambient", [injection]: "disabled" },
        ]) {
            expect(run(labels), JSON.stringify(labels)).to.deep.equal([]);
        }
    });

    it("refuses istio-injection beside a revision, whatever it says", () => {
        expect(run({ [injection]: "enabled", [revision]: "stable" })).to.deep.equal([ignored("enabled")]);
        expect(run({ [injection]: "disabled", [revision]: "stable" })).to.deep.equal([ignored("disabled")]);
    });

    it("refuses sidecars in an ambient namespace", () => {
        const refused = (sidecar: string) =>
            `mandatory: Namespace core: metadata.labels["istio.io/dataplane-mode"] is "ambient", while ${sidecar} injects ` +
            "sidecars, so which of the two serves a pod depends on its age; keep one of the two";
        expect(run({ [mode]: "ambient", [injection]: "enabled" })).to.deep.equal([
            refused("metadata.labels.istio-injection"),
        ]);
        expect(run({ [mode]: "ambient", [revision]: "stable" })).to.deep.equal([
            refused('metadata.labels["istio.io/rev"]'),
        ]);
    });

    it("judges patches, and namespaces in a list", () => {
        const both = namespace("core", { [injection]: "enabled", [revision]: "stable" });
        expect(reports(rule, both, {}, { patch: true })).to.deep.equal([
            ignored("enabled").replace("Namespace", "NamespacePatch"),
        ]);
        const list = { apiVersion: "v1", kind: "NamespaceList", items: [both] };
        expect(reports(rule, list)).to.deep.equal([ignored("enabled")]);
    });

    it("says when it cannot know, and only then", () => {
        expect(run({ [injection]: unknown, [revision]: "stable" })).to.deep.equal([
            unproven("metadata.labels.istio-injection"),
        ]);
        expect(run({ [injection]: "enabled", [revision]: unknown })).to.deep.equal([
            unproven('metadata.labels["istio.io/rev"]'),
        ]);
        expect(run(unknown)).to.deep.equal([unproven("metadata.labels")]);
        expect(run({ [injection]: "enabled", team: unknown })).to.deep.equal([]);
    });
});

describe("H-02 at the level remediate", () => {
    const remediate = (props: Props, config: object = {}) => {
        const policy = asPolicy(rule) as {
            remediateResource?: (args: ResourceValidationArgs) => Props | undefined;
        };
        const args = { ...registered(props), getConfig: () => config };
        const proxied = { ...args, props: unknownCheckingProxy(props) };
        return policy.remediateResource?.(proxied as unknown as ResourceValidationArgs);
    };
    const both = (more: Props = {}) =>
        namespace("core", { [injection]: "enabled", [revision]: "stable", ...more });

    it("takes istio-injection=enabled out, once, and leaves everything else as it was, known or not", () => {
        const props = both({ team: unknown });
        expect(remediate(props)).to.not.equal(undefined);
        expect(props).to.deep.equal(namespace("core", { [revision]: "stable", team: unknown }));
        expect(reports(rule, props)).to.deep.equal([]);
        expect(remediate(props)).to.equal(undefined);
    });

    it("changes nothing that would become injected, is exempt, unknown or right", () => {
        const exemptions = [{ object: "Namespace core", reason: "moved by another team", ...owned }];
        expect(remediate(both(), { exemptions })).to.equal(undefined);
        for (const labels of [
            { [injection]: "disabled", [revision]: "stable" },
            { [injection]: unknown, [revision]: "stable" },
            { [injection]: "enabled", [revision]: unknown },
            { [injection]: "enabled" },
            unknown,
        ]) {
            expect(remediate(namespace("core", labels)), JSON.stringify(labels)).to.equal(undefined);
        }
        const list = { apiVersion: "v1", kind: "NamespaceList", items: [both()] };
        expect(remediate(list)).to.equal(undefined);
    });
});
