import { ApiException } from "@kubernetes/client-node";
import { expect } from "chai";
import { readCluster } from "../../components/liveCluster";
import { decideRemoval } from "../../components/removalGuardDecision";
import { labRevision } from "../../lab/deploy/overrides";
import { type Declared, GuardLab } from "./guard/guardLab";
import { gatewayDefinition, plantedUses } from "./guard/planted";
import { createNamespace, namespace, objectApi, type Plain, patch, pod } from "./support/objects";
import { stackResources } from "./support/stackState";
import { TestLab } from "./support/testLab";
import { until } from "./support/until";

const leaving = `${labRevision}-b`;
const both: Declared = {
    revisions: [labRevision, leaving],
    tags: { default: labRevision, canary: labRevision, old: labRevision },
};
const one: Declared = { ...both, revisions: [labRevision] };
const root = "istio-system";
const reason = { reason: "nobody owns what follows it", until: "2099-01-01" };

describe("the removal guard in the lab", () => {
    const lab = new TestLab("guarded");
    let guarded: GuardLab;

    before(async () => {
        guarded = await GuardLab.start(lab);
        const { code, text } = await guarded.up(both);
        expect(code, text).to.equal(0);
        const api = objectApi(lab.kubernetes);
        await api.create(gatewayDefinition);
        await createNamespace(lab.kubernetes, "guarded", {});
        await until("the API server serves Gateways", async () => {
            const view = await readCluster({ kubeconfig: lab.kubeconfig });
            return view.gateways.read ? true : undefined;
        });
    });

    after(() => lab.dispose());

    describe("reading the real API server", () => {
        it("finds a control plane that nothing uses free, with all that its chart made", async () => {
            expect(await refusal()).to.equal(undefined);
        });

        for (const { what, objects, said } of plantedUses(leaving)) {
            it(`refuses because of ${what}`, async () => {
                for (const each of objects) {
                    await create(each);
                }
                try {
                    expect(await refusal()).to.contain(`\n  - ${said}`);
                } finally {
                    for (const each of objects) {
                        await remove(each);
                    }
                }
                await until(`${what} is gone`, async () =>
                    (await refusal()) === undefined ? true : undefined,
                );
            });
        }

        it("refuses because of a pod that its istiod has injected, whatever the namespace says now", async () => {
            await create(namespace("injected", { "istio.io/rev": leaving }));
            await until("the injector answers", () => create(pod("web", "injected")).then(() => true));
            await patch(lab.kubernetes, namespace("injected", { "istio.io/rev": labRevision }));
            expect(await refusal()).to.contain(
                "because one object uses it:\n  - Pod injected/web runs a proxy of it",
            );
            await remove(namespace("injected", {}));
            await until("the pod is gone", async () => ((await refusal()) === undefined ? true : undefined));
        });
    });

    describe("with the engine", () => {
        before(() => create(namespace("follower", { "istio.io/rev": leaving })));

        it("warns at preview and goes on, because the update may free it first", async () => {
            const { code, text } = await guarded.preview(one);
            expect(code, text).to.equal(0);
            expect(text).to.contain(
                `revision ${leaving} is to be deleted, and one object uses it at the moment.`,
            );
            expect(text).to.contain(`- Namespace follower is labelled istio.io/rev=${leaving}`);
        });

        it("fails the update that leaves a used revision out, before anything of it is deleted", async () => {
            const before = await objectsOf(leaving);
            const { code, text } = await guarded.up(one);
            expect(code, text).to.not.equal(0);
            expect(text).to.contain(`revision ${leaving} was not deleted, because one object uses it:`);
            expect(text).to.contain(`- Namespace follower is labelled istio.io/rev=${leaving}`);
            expect(await objectsOf(leaving)).to.deep.equal(before);
            await expectIstiod(leaving, true);
        });

        it("fails a destroy that is aimed at one object of it", async () => {
            const before = await objectsOf(leaving);
            const service = before.find((urn) =>
                urn.endsWith(`core/v1:Service::istiod-${leaving}:istio-system/istiod-${leaving}`),
            );
            expect(service).to.not.equal(undefined);
            const words = ["--run-program", "--target", service ?? "", "--target-dependents"];
            const { code, text } = await guarded.destroy(both, ...words);
            expect(code, text).to.not.equal(0);
            expect(text).to.contain(`revision ${leaving} was not deleted, because one object uses it:`);
            expect(await objectsOf(leaving)).to.deep.equal(before);
        });

        it("fails a destroy of everything without the program, which alone could ask", async () => {
            const before = await objectsOf(labRevision);
            const { code, text } = await guarded.destroy(both);
            expect(code, text).to.not.equal(0);
            expect(await objectsOf(labRevision)).to.deep.equal(before);
            await expectIstiod(labRevision, true);
        });

        it("asks at what proxies call where somebody took the guard away by hand", async () => {
            const called = /(Deployment|Service|WebhookConfiguration)::/;
            const before = (await objectsOf(leaving)).filter((urn) => called.test(urn));
            expect(before).to.have.length.greaterThan(1);
            const name = `meshwright-revision-${leaving}`;
            await remove({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: root } });
            const { code, text } = await guarded.up(one, "--refresh");
            expect(code, text).to.not.equal(0);
            expect(text).to.contain(`revision ${leaving} was not deleted, because one object uses it:`);
            expect((await objectsOf(leaving)).filter((urn) => called.test(urn))).to.deep.equal(before);
            await expectIstiod(leaving, true);
            const again = await guarded.up(both);
            expect(again.code, again.text).to.equal(0);
            expect((await objectsOf(leaving)).some((urn) => urn.endsWith(name))).to.equal(true);
        });

        it("moves no tag to a control plane that does not answer, and doubts it at preview", async () => {
            const moved = { ...both, tags: { ...both.tags, old: leaving } };
            await stopIstiod();
            const preview = await guarded.preview(moved);
            expect(preview.code, preview.text).to.equal(0);
            expect(preview.text).to.contain(`tag old would not be moved to ${leaving}`);
            const { code, text } = await guarded.up(moved);
            expect(code, text).to.not.equal(0);
            expect(text).to.contain(
                `tag old was not moved to ${leaving}: its control plane does not answer (0 of 0 pods are available)`,
            );
            for (const each of tagObjects("old")) {
                const { metadata } = await objectApi(lab.kubernetes).read(each);
                expect(metadata?.labels?.["istio.io/rev"]).to.equal(labRevision);
            }
        });

        it("lets a revision go that is free, with all its objects and no one else's", async () => {
            await endFollower();
            const { code, text } = await guarded.up(one);
            expect(code, text).to.equal(0);
            expect(await objectsOf(leaving)).to.deep.equal([]);
            await expectIstiod(leaving, false);
            await expectIstiod(labRevision, true);
        });

        it("fails the update that leaves a followed tag out, and the tag stays whole", async () => {
            await create(namespace("follower", { "istio.io/rev": "canary" }));
            const { canary: _, ...tags } = one.tags;
            const { code, text } = await guarded.up({ ...one, tags });
            expect(code, text).to.not.equal(0);
            expect(text).to.contain("tag canary was not deleted, because one object uses it:");
            for (const each of tagObjects("canary")) {
                expect((await objectApi(lab.kubernetes).read(each)).metadata?.name).to.equal(
                    each.metadata.name,
                );
            }
        });

        it("lets the tag go when the stack file gives a reason, and says who loses it", async () => {
            const { canary: _, ...tags } = one.tags;
            const { code, text } = await guarded.up({ ...one, tags, removals: { canary: reason } });
            expect(code, text).to.equal(0);
            expect(text).to.contain(
                "tag canary goes although it is used; meshwright:removals allows it until 2099-01-01: nobody owns what follows it",
            );
            expect(text).to.contain("- Namespace follower is labelled istio.io/rev=canary");
            await endFollower();
        });

        it("refuses CRDs that would go back, at preview already", async () => {
            const older = { ...one, version: "1.30.3", tags: { default: labRevision } };
            const { code, text } = await guarded.preview(older);
            expect(code, text).to.not.equal(0);
            expect(text).to.contain(`add ${labRevision} to meshwright:retired, which keeps the CRDs`);
        });

        it("lets everything go when nothing uses it, by a destroy that runs the program", async () => {
            const { code, text } = await guarded.destroy(one, "--run-program");
            expect(code, text).to.equal(0);
            await expectIstiod(labRevision, false);
        });
    });

    /** What the guard says of the revision that is to leave; `undefined` when it may go. */
    async function refusal(): Promise<string | undefined> {
        try {
            await decideRemoval(
                { kind: "revision", name: leaving },
                {
                    read: () => readCluster({ kubeconfig: lab.kubeconfig }),
                    override: undefined,
                    warn: async () => undefined,
                    patienceSeconds: 0,
                },
            );
            return undefined;
        } catch (error) {
            return error instanceof Error ? error.message : String(error);
        }
    }

    function create(object: Plain) {
        return objectApi(lab.kubernetes).create(object);
    }

    function remove(object: Plain) {
        return objectApi(lab.kubernetes).delete(object, undefined, undefined, 0);
    }

    /** A namespace that is on its way out takes seconds, and has its label to the end: it still counts. */
    async function endFollower(): Promise<void> {
        const follower = { apiVersion: "v1", kind: "Namespace", metadata: { name: "follower" } };
        await remove(follower);
        await until("the follower is gone", () =>
            objectApi(lab.kubernetes)
                .read(follower)
                .then(
                    () => undefined,
                    (error: unknown) =>
                        error instanceof ApiException && error.code === 404 ? true : undefined,
                ),
        );
    }

    /** Takes the pods of the leaving control plane away. */
    async function stopIstiod(): Promise<void> {
        const replicas = 0;
        const name = `istiod-${leaving}`;
        const metadata = { name, namespace: root };
        await patch(lab.kubernetes, {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata,
            spec: { replicas },
        });
        await until(`${replicas} pods of ${name} are available`, async () => {
            const view = await readCluster({ kubeconfig: lab.kubeconfig });
            const found = view.workloads.read ? view.workloads.items : [];
            const plane = found.find((each) => each.kind === "Deployment" && each.name === name);
            return plane?.available === replicas && plane.wanted === replicas ? true : undefined;
        });
    }

    /** URNs of everything the engine has written down of a revision. */
    async function objectsOf(revision: string): Promise<readonly string[]> {
        const resources = await stackResources(guarded.pulumi);
        const names = new RegExp(`(istiod|meshwright-revision)-${revision}(:|$)`);
        return resources
            .map(({ urn }) => urn)
            .filter((urn) => names.test(urn.split("::").slice(3).join("::")))
            .sort();
    }

    async function expectIstiod(revision: string, there: boolean): Promise<void> {
        const view = await readCluster({ kubeconfig: lab.kubeconfig });
        const found = view.workloads.read ? view.workloads.items.map(({ name }) => name) : [];
        expect(found.includes(`istiod-${revision}`), found.join(", ")).to.equal(there);
    }
});

function tagObjects(tag: string) {
    return [
        {
            apiVersion: "admissionregistration.k8s.io/v1",
            kind: "MutatingWebhookConfiguration",
            metadata: { name: `istio-revision-tag-${tag}` },
        },
        {
            apiVersion: "v1",
            kind: "Service",
            metadata: { name: `istiod-revision-tag-${tag}`, namespace: "istio-system" },
        },
    ];
}
