import { expect } from "chai";
import { requireDefaultDeny } from "../../policies/security/requireDefaultDeny";
import { requireStrictMtls } from "../../policies/security/requireStrictMtls";
import { type Props, stackReports, unknown } from "./crossguard";
import {
    authorizationPolicy,
    closedEgress,
    dated,
    deployment,
    istiod,
    meshConfigMap,
    namespace,
    peerAuthentication,
    podTemplate,
    sidecar,
} from "./objects";

const strict = (inNamespace: string, spec: object = { mtls: { mode: "STRICT" } }) =>
    peerAuthentication(spec, { namespace: inNamespace });
const deny = (inNamespace: string, spec: unknown = {}, more: Props = {}) =>
    authorizationPolicy(spec, { name: "default-deny", namespace: inNamespace, ...more });
const joined = (name: string, more: { labels?: object; annotations?: object } = {}) =>
    namespace(name, { "istio.io/rev": "stable", ...more.labels }, more.annotations);
const mesh = [meshConfigMap(closedEgress), istiod()];
const because = 'metadata.labels["istio.io/rev"] is "stable", so its pods are in the mesh, and';

for (const { rule, protect, unprotected, fix } of [
    {
        rule: requireStrictMtls,
        protect: strict,
        unprotected: `${because} no PeerAuthentication for the mesh or for it demands mutual TLS`,
        fix: "create one with mtls.mode STRICT and no selector in core",
    },
    {
        rule: requireDefaultDeny,
        protect: deny,
        unprotected: `${because} whatever no policy selects accepts every call`,
        fix: "create an AuthorizationPolicy with an empty spec in core",
    },
]) {
    const run = (manifests: readonly Props[], config: object = {}) => stackReports(rule, manifests, config);
    const refusal = `mandatory: Namespace core: ${unprotected}; ${fix}`;

    describe(`${rule.id} ${rule.displayName.toLowerCase()}`, () => {
        it("accepts a mesh that is protected as a whole, and one protected namespace by namespace", () => {
            expect(run([...mesh, joined("core"), protect("istio-system")])).to.deep.equal([]);
            expect(
                run([...mesh, joined("core"), joined("edge"), protect("core"), protect("edge")]),
            ).to.deep.equal([]);
        });

        it("refuses each namespace that nothing protects", () => {
            expect(run([...mesh, joined("core"), joined("edge"), protect("edge")])).to.deep.equal([refusal]);
        });

        it("knows every way into the mesh", () => {
            for (const labels of [
                { "istio-injection": "enabled" },
                { "istio.io/rev": "1-31-0" },
                { "istio.io/dataplane-mode": "ambient" },
            ]) {
                expect(run([...mesh, namespace("core", labels)]), JSON.stringify(labels)).to.have.length(1);
            }
            for (const labels of [
                {},
                undefined,
                { "istio-injection": "disabled" },
                { "istio-injection": "disabled", "istio.io/rev": "stable" },
                { "istio.io/rev": "" },
                { "istio.io/dataplane-mode": "none" },
            ]) {
                const found = run([...mesh, joined("edge"), protect("edge"), namespace("core", labels)]);
                expect(found, JSON.stringify(labels)).to.deep.equal([]);
            }
        });

        it("says nothing where the stack holds no mesh", () => {
            expect(run([joined("core"), sidecar({})])).to.deep.equal([]);
            expect(run([joined("core"), deployment(podTemplate(), "istiod", "istio-system")])).to.deep.equal(
                [],
            );
        });

        it("takes istiod, its configuration, a release or Sail's resource for a mesh", () => {
            const sail = { apiVersion: "sailoperator.io/v1", kind: "Istio", metadata: { name: "default" } };
            for (const evidence of [
                istiod(),
                meshConfigMap(closedEgress, "istio"),
                { ...sail, spec: { namespace: "istio-system", values: {} } },
            ]) {
                expect(run([evidence, joined("core")]), JSON.stringify(evidence)).to.deep.equal([refusal]);
                expect(run([evidence, joined("core"), protect("istio-system")])).to.deep.equal([]);
            }
        });

        it("looks for the root namespace where the mesh says it is", () => {
            const elsewhere = meshConfigMap({ ...closedEgress, rootNamespace: "mesh-config" });
            expect(run([elsewhere, joined("core"), protect("mesh-config")])).to.deep.equal([]);
            expect(run([elsewhere, joined("core"), protect("istio-system")])).to.deep.equal([refusal]);
            expect(run([istiod("mesh"), joined("core"), protect("mesh")])).to.deep.equal([]);
        });

        it("demands protection of every root namespace when there are several", () => {
            const second = istiod("mesh");
            expect(run([...mesh, second, joined("core"), protect("istio-system")])).to.deep.equal([refusal]);
            expect(
                run([...mesh, second, joined("core"), protect("istio-system"), protect("mesh")]),
            ).to.deep.equal([]);
        });

        it("warns about a control plane alone, since another stack may hold the rest", () => {
            const found = run(mesh);
            expect(found).to.have.length(1);
            expect(found[0]).to.match(
                /^advisory: ConfigMap istio-system\/istio-1-31-0: rootNamespace is "istio-system", where a mesh lives that /,
            );
            expect(run([...mesh, protect("istio-system")])).to.deep.equal([]);
        });

        it("takes no object for protection that is for some workloads only", () => {
            const selective = protect("core");
            const spec = { ...(selective["spec"] as object), selector: { matchLabels: { app: "a" } } };
            expect(run([...mesh, joined("core"), { ...selective, spec }])).to.deep.equal([refusal]);
        });

        it("leaves an observed namespace out until its date", () => {
            expect(run([...mesh, joined("core", dated("observed"))])).to.deep.equal([]);
            expect(run([...mesh, joined("core", dated("observed", "2026-11-21"))])).to.deep.equal([
                'advisory: Namespace core: metadata.annotations["meshwright.io/until"] is "2026-11-21", the end of the ' +
                    'stage "observed": its last day is in 1 day; promote the namespace, or move the date',
            ]);
            expect(run([...mesh, joined("core", dated("observed", "2026-11-19"))])).to.deep.equal([
                `mandatory: Namespace core: ${unprotected} (the stage "observed" ended on 2026-11-19); ${fix}`,
            ]);
            expect(
                run([...mesh, joined("core", dated("observed"))], { datedStages: "refuse" }),
            ).to.deep.equal([
                `mandatory: Namespace core: ${unprotected} (this environment refuses the dated stage "observed"); ${fix}`,
            ]);
        });

        it("refuses what it cannot know, without losing what it can", () => {
            const hazy = namespace("edge", { "istio.io/rev": unknown });
            const found = run([...mesh, joined("core"), hazy, namespace("lab", unknown)]);
            expect(found).to.deep.equal([
                refusal,
                'mandatory: Namespace edge: metadata.labels["istio.io/rev"] is not known at preview, so this rule cannot ' +
                    "be proven; give it a value that does not depend on another resource's output",
                "mandatory: Namespace lab: metadata.labels is not known at preview, so this rule cannot be proven; give it " +
                    "a value that does not depend on another resource's output",
            ]);
            expect(run([...mesh, hazy], { onUnknown: "warn" })[0]).to.match(/^advisory: Namespace edge/);
        });

        it("is stopped by no unknown elsewhere in the stack", () => {
            const noise = [
                { apiVersion: unknown, kind: unknown, metadata: unknown, spec: unknown },
                deployment(unknown, "other"),
                sidecar(unknown),
                { apiVersion: "v1", kind: "ConfigMap", metadata: { name: unknown }, data: unknown },
            ];
            expect(run([...noise, ...mesh, joined("core")])).to.deep.equal([refusal]);
            expect(run([...noise, ...mesh, joined("core"), protect("core")])).to.deep.equal([]);
        });
    });
}

describe("A-02 on what counts as STRICT", () => {
    const run = (...policies: Props[]) =>
        stackReports(requireStrictMtls, [...mesh, joined("core"), ...policies]);

    it("does not count UNSET, PERMISSIVE, an empty spec or a second opinion", () => {
        for (const spec of [
            {},
            { mtls: { mode: "UNSET" } },
            { mtls: { mode: "PERMISSIVE" } },
            { mtls: {} },
        ]) {
            expect(run(strict("core", spec)), JSON.stringify(spec)).to.have.length(1);
        }
        const other = peerAuthentication({ mtls: { mode: "UNSET" } }, { name: "other" });
        expect(run(strict("core"), other)).to.have.length(1);
    });

    it("demands STRICT of an audited namespace too, since audit is about authorization only", () => {
        const audited = joined("core", dated("audit"));
        expect(stackReports(requireStrictMtls, [...mesh, audited])).to.have.length(1);
        expect(stackReports(requireStrictMtls, [...mesh, audited, strict("core")])).to.deep.equal([]);
    });

    it("names the mode when that is what is not known", () => {
        expect(run(strict("core", { mtls: { mode: unknown } }))[0]).to.contain(
            "mandatory: PeerAuthentication core/default: spec.mtls.mode is not known",
        );
    });
});

describe("A-07 on what counts as default deny", () => {
    const run = (...policies: Props[]) =>
        stackReports(requireDefaultDeny, [...mesh, joined("core"), ...policies]);

    it("counts an ALLOW without rules, written in any way", () => {
        for (const spec of [
            {},
            undefined,
            { action: "ALLOW" },
            { rules: [] },
            { selector: { matchLabels: {} } },
        ]) {
            expect(run(deny("core", spec)), JSON.stringify(spec)).to.deep.equal([]);
        }
    });

    it("does not count rules, another action, or a dry run", () => {
        expect(run(deny("core", { rules: [{ from: [] }] }))).to.have.length(1);
        expect(run(deny("core", { action: "AUDIT" }))).to.have.length(1);
        expect(run(deny("core", { targetRefs: [{ kind: "Service", name: "a" }] }))).to.have.length(1);
        expect(run(deny("core", {}, { annotations: { "istio.io/dry-run": "true" } }))).to.have.length(1);
    });

    it("leaves an audited namespace out until its date", () => {
        expect(stackReports(requireDefaultDeny, [...mesh, joined("core", dated("audit"))])).to.deep.equal([]);
        expect(
            stackReports(requireDefaultDeny, [...mesh, joined("core", dated("audit", "2026-01-01"))]),
        ).to.have.length(1);
    });
});
