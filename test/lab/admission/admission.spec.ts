import { expect } from "chai";
import { manifestsFor } from "../../../policies/admission/manifests";
import { resourceOf } from "../../../policies/admission/resources";
import type { Context } from "../../../policies/engine/context";
import { judgeObject } from "../../../policies/engine/evaluate";
import type { PolicyObject } from "../../../policies/engine/object";
import type { Rule } from "../../../policies/engine/rule";
import { rules } from "../../../policies/rules";
import { type Configured, presetOf } from "../../../policyCheck/preset";
import { readPreset } from "../../../policyCheck/presetFile";
import { deployment, peerAuthentication, podTemplate } from "../../policies/objects";
import { twinSays } from "../../policies/twin";
import { program } from "../support/command";
import { TestLab } from "../support/testLab";
import { until } from "../support/until";
import { judgedObjects, matrixCases, tableCases, twins } from "./cases";
import {
    type Answer,
    ask,
    type Content,
    create,
    forEach,
    pathOf,
    startWithDefinitions,
    tryOut,
} from "./cluster";
import { everythingIsInForce } from "./lastWritten";

const today = "2026-11-20";
const policies = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";

interface Found {
    readonly metadata: { readonly name: string; readonly generation: number };
    readonly status?: {
        readonly observedGeneration?: number;
        readonly typeChecking?: { readonly expressionWarnings?: readonly object[] };
    };
}

function configured(preset: ReturnType<typeof presetOf>): readonly Configured[] {
    if ("problems" in preset) {
        throw new Error(preset.problems.join("\n"));
    }
    return preset.rules;
}

describe("the admission twins on a real API server", () => {
    const lab = new TestLab("dev");
    const prod = configured(readPreset("policies/config.prod.json", program, today));
    const contexts = new Map<string, Context>(prod.map(({ rule, context }) => [rule.id, context]));
    const old = peerAuthentication(
        { mtls: { mode: "PERMISSIVE" } },
        { name: "old", finalizers: ["meshwright.io/test"] },
    );
    let objects: readonly PolicyObject[];

    before(async () => {
        lab.prepare();
        objects = judgedObjects([...matrixCases(), ...tableCases(lab.temporary)]);
        await startWithDefinitions(lab);
        const names = new Set(objects.map(({ namespace }) => namespace ?? "default"));
        for (const name of [...names].filter((each) => each !== "default" && !each.startsWith("kube-"))) {
            await create(lab.kubernetes, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
        }
        await create(lab.kubernetes, old);
        await schemasAreKnown();
        await forEach([...manifestsFor(prod, "prod").values()].flat(), (each) =>
            create(lab.kubernetes, each),
        );
        await everythingIsInForce(lab.kubernetes);
    });
    after(() => lab.dispose());

    const checked = async () =>
        (await ask(lab.kubernetes, "GET", policies)).body["items"] as readonly Found[];

    /** Expressions are checked once, and not at all while the server does not know the schemas yet. */
    const schemasAreKnown = async () => {
        const kinds = new Set(
            twins.flatMap((each) => each.kinds).filter((each) => each.includes(".istio.io/")),
        );
        await forEach([...kinds], async (kind) => {
            const misfit = misfitFor(kind);
            const path = `${policies}/${misfit.metadata.name}`;
            await until(`the schema of ${kind} is known`, async () => {
                await create(lab.kubernetes, misfit);
                const { status } = await until("it is checked", async () =>
                    (await checked()).find(
                        (each) =>
                            each.metadata.name === misfit.metadata.name && each.status?.observedGeneration,
                    ),
                );
                await ask(lab.kubernetes, "DELETE", path);
                return status?.typeChecking?.expressionWarnings?.length ? true : undefined;
            });
        });
    };

    /** What twins of a rule say of an object, by the rule's own settings in production. */
    const expected = (object: PolicyObject) =>
        twins
            .filter(({ kinds }) => kinds.includes(object.groupKind))
            .flatMap((twin) => {
                const context = contexts.get(twin.rule.id);
                const said =
                    context === undefined
                        ? []
                        : twinSays(twin, context, { object: object.root.value as Content });
                return said.length === 0 ? [] : [{ twin, said }];
            });

    it("are understood: every expression fits the schemas of what it judges", async () => {
        const found = await until("all are checked", async () => {
            const each = await checked();
            return each.every(({ metadata, status }) => status?.observedGeneration === metadata.generation)
                ? each
                : undefined;
        });
        const warned = found.flatMap(({ metadata, status }) =>
            (status?.typeChecking?.expressionWarnings ?? []).map((each) => ({
                name: metadata.name,
                ...each,
            })),
        );
        expect(warned).to.deep.equal([]);
        expect(found).to.have.length(twins.length);
    });

    it("refuse in production, by the rule's name and in its words, and take all else", async () => {
        const counts = new Map<string, number>();
        let taken = 0;
        await forEach(
            objects.filter((each) => expected(each).length < 2),
            async (object) => {
                const [refusal] = expected(object);
                const content = object.root.value as Content;
                const { status, body } = await tryOut(lab.kubernetes, content);
                const message = String(body["message"]);
                if (refusal === undefined) {
                    taken += status === 201 ? 1 : 0;
                    expect(message, JSON.stringify(content)).to.not.contain("ValidatingAdmissionPolicy");
                    return;
                }
                const { name, rule } = refusal.twin;
                expect(status, `${name} takes ${JSON.stringify(content)}`).to.not.equal(201);
                if (message.includes("ValidatingAdmissionPolicy")) {
                    counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1);
                    expect(message, JSON.stringify(content)).to.contain(
                        `ValidatingAdmissionPolicy '${name}' with binding '${name}-prod' denied request: ${refusal.said[0]}`,
                    );
                }
            },
        );
        expect(taken).to.be.greaterThan(200);
        const all = new Set(twins.map(({ rule }) => rule.id));
        expect([...all].filter((each) => !counts.has(each))).to.deep.equal([]);
    });

    it("let go what was bad before, and refuse to let it stay bad in another way", async () => {
        const path = `${pathOf(old)}/old`;
        const stored = (await ask(lab.kubernetes, "GET", path)).body as Content & { metadata: object };
        const put = (content: object) => ask(lab.kubernetes, "PUT", path, content as Content);
        expect((await put({ ...stored, spec: { mtls: { mode: "DISABLE" } } })).status).to.equal(422);
        const owner = [{ apiVersion: "v1", kind: "ConfigMap", name: "it", uid: "1-2" }];
        const owned = await put({ ...stored, metadata: { ...stored.metadata, ownerReferences: owner } });
        expect(owned.status, JSON.stringify(owned.body)).to.equal(200);
        const going = (await ask(lab.kubernetes, "DELETE", path)).body as typeof stored;
        const { status } = await put({ ...going, metadata: { ...going.metadata, finalizers: [] } });
        expect(status).to.equal(200);
        expect((await ask(lab.kubernetes, "GET", path)).status).to.equal(404);
    });

    it("leave to the Deployment what Kubernetes makes of it", async () => {
        const istiod = deployment(
            podTemplate(
                { labels: { app: "istiod", "sidecar.istio.io/inject": "false" } },
                { containers: [{ name: "discovery", image: "registry.example/pilot:1" }] },
            ),
            "istiod",
            "istio-system",
        );
        const spec = { ...(istiod["spec"] as object), selector: { matchLabels: { app: "istiod" } } };
        await create(lab.kubernetes, { ...istiod, spec });
        await until("its ReplicaSet has made a pod", async () => {
            const { body } = await ask(
                lab.kubernetes,
                "GET",
                "/api/v1/namespaces/istio-system/pods?labelSelector=app%3Distiod",
            );
            return (body["items"] as unknown[]).length > 0 ? true : undefined;
        });
    });

    it("only warn where their rules are advisory, each of its own, and say what the rules say of everything", async () => {
        const advisory = configured(presetOf(rules, { all: "advisory" }, today));
        const warning = manifestsFor(advisory, "prod");
        await forEach([...warning.values()].flat(), async (each) => {
            const path = `${pathOf(each)}/${(each["metadata"] as { name: string }).name}`;
            const { body } = await ask(lab.kubernetes, "GET", path);
            const { resourceVersion } = body["metadata"] as { resourceVersion: string };
            const metadata = { ...(each["metadata"] as object), resourceVersion };
            const { status } = await ask(lab.kubernetes, "PUT", path, { ...each, metadata });
            expect(status).to.equal(200);
        });
        await everythingIsInForce(lab.kubernetes);
        let compared = 0;
        await forEach(objects, async (object) => {
            const answer = await tryOut(lab.kubernetes, object.root.value as Content);
            if (answer.status !== 201) {
                // What another part of the API server refuses was not judged.
                expect(String(answer.body["message"])).to.not.contain("ValidatingAdmissionPolicy");
                return;
            }
            for (const { rule, context } of advisory) {
                compared += compare(rule, object, context, answer) ? 1 : 0;
            }
        });
        expect(compared).to.be.greaterThan(1000);
    });
});

/** A policy that reads a field that no schema has. */
function misfitFor(groupKind: string) {
    const { group, versions, plural } = resourceOf(groupKind);
    return {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicy",
        metadata: { name: `misfit-${plural}` },
        spec: {
            matchConstraints: {
                resourceRules: [
                    {
                        apiGroups: [group],
                        apiVersions: versions,
                        operations: ["CREATE"],
                        resources: [plural],
                    },
                ],
            },
            validations: [{ expression: "object.?spec.?noSuchField.orValue('') == ''" }],
        },
    };
}

/** Whether a rule and its twins could be compared; fails where they differ. */
function compare(rule: Rule, object: PolicyObject, context: Context, { warnings }: Answer): boolean {
    const own = twins.filter((each) => each.rule === rule && each.kinds.includes(object.groupKind));
    if (rule.scope !== "object" || own.length === 0) {
        return false;
    }
    const warned = own.some(({ name }) =>
        warnings.some((each) => each.includes(`ValidatingAdmissionPolicy '${name}'`)),
    );
    if (!warned && own.some(({ admission }) => admission.blindTo !== undefined)) {
        return false;
    }
    const refuses = judgeObject(rule, object, context)?.level === "violation";
    expect(warned, `${rule.id}: ${JSON.stringify(object.root.value)}`).to.equal(refuses);
    return true;
}
