import { expect } from "chai";
import type { GraphNamespace } from "../../components/graph/model";
import { deploymentOf, namespaceOf, workloadOf } from "../support/graphs";
import { type Emitted, emitted } from "../support/manifests";

function rolled(more: Partial<GraphNamespace>, tags: Readonly<Record<string, string>>): Emitted {
    return emitted(
        {
            namespaces: [namespaceOf("core", "enforced", { deploy: true, ...more })],
            workloads: [
                workloadOf("core/shop", {
                    deployment: deploymentOf(),
                    versions: [{ version: "v2", image: "registry.example.com/shop:2.0.0", replicas: 1 }],
                }),
                workloadOf("core/ledger", { deployment: deploymentOf({ kind: "StatefulSet" }) }),
                workloadOf("core/migrate", { deployment: deploymentOf({ kind: "Job" }) }),
                workloadOf("core/nightly", {
                    deployment: deploymentOf({ kind: "CronJob", schedule: "0 3 * * *" }),
                }),
            ],
        },
        { tags: new Map(Object.entries(tags)) },
    );
}

const running = ["Deployment core/shop", "Deployment core/shop-v2", "StatefulSet core/ledger"];

interface Templated {
    readonly template: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } };
}

function annotationsOf(all: Emitted, named: string) {
    const [kind = "", id = ""] = named.split(" ");
    return (all.spec(kind, id) as Templated).template.metadata.annotations;
}

describe("pods that roll with their tag", () => {
    it("carry the revision behind the tag, every version of a workload too", () => {
        const all = rolled({ rollWithTag: true, tag: "canary" }, { stable: "1-30-5", canary: "1-31-1" });
        for (const named of running) {
            expect(annotationsOf(all, named), named).to.deep.equal({ "meshwright.io/revision": "1-31-1" });
        }
    });

    it("change when their tag moves, and when no other does", () => {
        const before = rolled({ rollWithTag: true }, { stable: "1-30-5", canary: "1-31-1" });
        const moved = rolled({ rollWithTag: true }, { stable: "1-31-1", canary: "1-31-1" });
        const changed = moved
            .in("core")
            .filter((each) => {
                const was = before.one(each.kind, `core/${each.metadata.name}`);
                return JSON.stringify(was) !== JSON.stringify(each);
            })
            .map(({ kind, metadata }) => `${kind} core/${metadata.name}`);
        expect(changed).to.deep.equal(running);
        const elsewhere = rolled({ rollWithTag: true }, { stable: "1-30-5", canary: "1-30-5" });
        expect(elsewhere.all()).to.deep.equal(before.all());
    });

    it("are none of a Job, whose template can never be changed, nor of a CronJob, whose next run follows by itself", () => {
        const before = rolled({ rollWithTag: true }, { stable: "1-30-5" });
        const moved = rolled({ rollWithTag: true }, { stable: "1-31-1" });
        for (const [kind, id] of [
            ["Job", "core/migrate"],
            ["CronJob", "core/nightly"],
        ] as const) {
            expect(moved.one(kind, id)).to.deep.equal(before.one(kind, id));
            expect(JSON.stringify(moved.one(kind, id))).not.to.contain("meshwright.io/revision");
        }
    });

    it("are none where nobody asked for it", () => {
        const all = rolled({}, { stable: "1-30-5" });
        for (const named of running) {
            expect(annotationsOf(all, named), named).to.equal(undefined);
        }
    });

    it("are never derived by a tag that leads nowhere", () => {
        expect(() => rolled({ rollWithTag: true }, { canary: "1-31-1" })).to.throw(
            'internal error: the tag "stable" of core leads to no revision',
        );
    });
});
