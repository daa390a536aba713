import { expect } from "chai";
import { manifestsFor, policyOf } from "../../../policies/admission/manifests";
import { type Twin, twinsOf } from "../../../policies/admission/twins";
import { contextAt, type Settings } from "../../../policies/crossguard/settings";
import { rules } from "../../../policies/rules";
import { parse } from "../../../policies/schema/cel/parse";
import type { Props } from "../crossguard";
import { deployment, namespace, peerAuthentication, podTemplate } from "../objects";
import { twinSays, type Write } from "../twin";

const today = "2026-11-20";

function twinOf(id: string, suffix = ""): Twin {
    const found = rules.filter((each) => each.id === id).flatMap(twinsOf);
    const twin = found.find(({ rule, name }) => name === rule.name + suffix);
    if (twin === undefined) {
        throw new Error(`${id}${suffix} has no twin`);
    }
    return twin;
}

const says = (twin: Twin, write: Write, settings: Settings = {}) =>
    twinSays(twin, contextAt({ ...settings, now: today }, today), write);

const bad = peerAuthentication({ mtls: { mode: "PERMISSIVE" } });
const refusal = 'A-01: spec.mtls.mode is "PERMISSIVE", so plaintext is accepted; set it to STRICT';
const permissive = twinOf("A-01");
const exempt = (object: string, until = "2027-01-31") => ({
    exemptions: [{ object, reason: "moves in spring, see the plan", owner: "payments", until }],
});
const at = (metadata: Props): Props => ({
    ...bad,
    metadata: { name: "default", namespace: "core", ...metadata },
});

describe("the policies that an API server gets", () => {
    it("refuse in the words of the rule", () => {
        expect(says(permissive, { object: bad })).to.deep.equal([refusal]);
    });

    it("consist of expressions that can be read, with texts of one line", () => {
        let read = 0;
        for (const twin of rules.flatMap(twinsOf)) {
            for (const settings of [{}, { datedStages: "refuse" as const }, exempt("*")]) {
                const {
                    matchConditions,
                    variables = [],
                    validations,
                } = policyOf(twin, contextAt({ ...settings, now: today }, today))["spec"] as Record<
                    string,
                    Record<string, string>[]
                >;
                for (const each of [...(matchConditions ?? []), ...variables, ...(validations ?? [])]) {
                    parse(each["expression"] ?? "");
                    parse(each["messageExpression"] ?? "''");
                    expect(each["message"] ?? "").to.not.match(/\n|undefined/);
                    read++;
                }
            }
        }
        expect(read).to.be.greaterThan(500);
    });

    describe("on updates", () => {
        const changed = at({ labels: { team: "payments" } });

        it("refuse what makes an object bad, and what leaves it bad while it changes what is judged", () => {
            const good = peerAuthentication({ mtls: { mode: "STRICT" } });
            expect(says(permissive, { object: bad, oldObject: good })).to.deep.equal([refusal]);
            const other = { ...bad, spec: { mtls: { mode: "DISABLE" } } };
            expect(says(permissive, { object: other, oldObject: bad })).to.have.length(1);
        });

        it("let a finalizer go from what was bad before, whatever else is in it", () => {
            const going = { deletionTimestamp: "2026-11-20T00:00:00Z" };
            expect(
                says(permissive, {
                    object: { ...changed, metadata: { ...(at({})["metadata"] as Props), ...going } },
                    oldObject: bad,
                }),
            ).to.deep.equal([]);
        });

        it("let pass what changes nothing that the policy reads", () => {
            const owned = at({ ownerReferences: [{ name: "it" }], resourceVersion: "2" });
            expect(
                says(permissive, { object: { ...owned, status: { conditions: [] } }, oldObject: bad }),
            ).to.deep.equal([]);
            // Its stage is told by labels, so those count here, and not where nothing reads them.
            expect(says(permissive, { object: changed, oldObject: bad })).to.deep.equal([refusal]);
            const pods = deployment(podTemplate({}, { hostNetwork: true }));
            const labelled = { ...pods, metadata: { ...(pods["metadata"] as Props), labels: { a: "b" } } };
            const host = twinOf("E-03", "-template");
            expect(says(host, { object: pods })).to.have.length(1);
            expect(says(host, { object: labelled, oldObject: pods })).to.deep.equal([]);
        });
    });

    describe("on what controllers make", () => {
        const pod = {
            apiVersion: "v1",
            kind: "Pod",
            metadata: {
                name: "it-x",
                namespace: "core",
                ownerReferences: [{ name: "it", controller: true }],
            },
            spec: { hostNetwork: true, containers: [] },
        };
        const host = twinOf("E-03", "-pod");

        for (const username of [
            "system:kube-controller-manager",
            "system:serviceaccount:kube-system:replicaset-controller",
        ]) {
            it(`leave to the template what ${username} makes`, () => {
                expect(says(host, { object: pod, username })).to.deep.equal([]);
                const bare = { ...pod, metadata: { name: "it-x", namespace: "core" } };
                expect(says(host, { object: bare, username })).to.have.length(1);
            });
        }

        it("believe nobody else who names an owner", () => {
            expect(says(host, { object: pod, username: "somebody" })).to.have.length(1);
            expect(
                says(host, { object: pod, username: "system:serviceaccount:core:kube-system" }),
            ).to.have.length(1);
        });
    });

    describe("with exemptions", () => {
        it("leave the objects out that are named, while the exemption is in force", () => {
            expect(says(permissive, { object: bad }, exempt("PeerAuthentication core/def*"))).to.deep.equal(
                [],
            );
            expect(says(permissive, { object: bad }, exempt("PeerAuthentication edge/*"))).to.deep.equal([
                refusal,
            ]);
            expect(
                says(permissive, { object: bad }, exempt("PeerAuthentication core/d.fault")),
            ).to.deep.equal([refusal]);
            expect(says(permissive, { object: bad }, exempt("*", "2026-11-19"))).to.deep.equal([refusal]);
            expect(says(permissive, { object: bad }, exempt("*", "2026-11-20"))).to.deep.equal([]);
            expect(says(permissive, { object: bad }, exempt("*", "2028-01-01"))).to.deep.equal([refusal]);
        });

        it("go by no URN, which no API server sees", () => {
            const [first] = exempt("*").exemptions;
            const byUrn = first === undefined ? [] : [{ ...first, urn: "*" }];
            expect(says(permissive, { object: bad }, { exemptions: byUrn })).to.deep.equal([refusal]);
        });

        it("name what is of the cluster without a namespace", () => {
            const twin = twinOf("E-01", "-namespace");
            const object = namespace("legacy", { "istio-injection": "disabled" });
            expect(says(twin, { object })).to.have.length(1);
            expect(says(twin, { object }, exempt("Namespace legacy"))).to.deep.equal([]);
        });

        it("say in the cluster why, until when, and whom to ask", () => {
            const policy = policyOf(
                permissive,
                contextAt({ ...exempt("PeerAuthentication core/*"), now: today }, today),
            );
            expect((policy["metadata"] as Props)["annotations"]).to.deep.equal({
                "meshwright.io/rule": "A-01: Disallow PERMISSIVE and DISABLE mutual TLS",
                "meshwright.io/judged-on": today,
                "meshwright.io/exempt-1":
                    "PeerAuthentication core/*: moves in spring, see the plan; through 2027-01-31; ask payments",
            });
        });
    });

    describe("are bound", () => {
        const bindings = (level: "mandatory" | "advisory", settings: object = {}) => {
            const context = { ...contextAt({ now: today }, today), ...settings };
            const [manifests] = manifestsFor([{ rule: permissive.rule, level, context }], "prod").values();
            return manifests?.[1];
        };
        const metadata = {
            name: "meshwright-security-disallow-permissive-mtls-prod",
            labels: {
                "app.kubernetes.io/managed-by": "meshwright",
                "meshwright.io/policy-pack": "admission",
            },
        };

        it("to refuse, everywhere but in kube-system", () => {
            expect(bindings("mandatory")).to.deep.equal({
                apiVersion: "admissionregistration.k8s.io/v1",
                kind: "ValidatingAdmissionPolicyBinding",
                metadata,
                spec: {
                    policyName: "meshwright-security-disallow-permissive-mtls",
                    validationActions: ["Deny"],
                    matchResources: {
                        namespaceSelector: {
                            matchExpressions: [
                                {
                                    key: "kubernetes.io/metadata.name",
                                    operator: "NotIn",
                                    values: ["kube-system"],
                                },
                            ],
                        },
                    },
                },
            });
        });

        it("to warn where the rule is advisory", () => {
            expect(bindings("advisory")?.["spec"]).to.deep.include({ validationActions: ["Warn"] });
        });

        it("to warn while the glass is broken, and say so", () => {
            const breakGlass = { reason: "the way in is down", owner: "on call", until: "2026-11-22" };
            const binding = bindings("mandatory", { breakGlass });
            expect(binding?.["spec"]).to.deep.include({ validationActions: ["Warn"] });
            expect(binding?.["metadata"]).to.deep.equal({
                ...metadata,
                annotations: {
                    "meshwright.io/break-glass":
                        "break glass through 2026-11-22 by on call: the way in is down",
                },
            });
        });
    });
});
