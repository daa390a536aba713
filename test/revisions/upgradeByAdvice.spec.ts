import { expect } from "chai";
import {
    type DeclaredRevisions,
    nextStep,
    type ObservedMesh,
    planRevisions,
    type Use,
} from "../../components/revisions";
import { apply, simulated } from "./simulation";

const today = "2026-11-28";
const [from, to] = ["1-30-5", "1-31-1"] as const;
const revisions = new Map([
    [from, { version: "1.30.5" }],
    [to, { version: "1.31.1" }],
]);

/** A stack file and a cluster that somebody changes who does what `nextStep` says and nothing else. */
class Obedient {
    declared: DeclaredRevisions = {
        revisions: new Map([[from, { version: "1.30.5" }]]),
        tags: new Map([
            ["default", from],
            ["stable", from],
            ["gateways", from],
        ]),
        namespaces: new Map([
            ["web", { tag: "canary" }],
            ["shop", { tag: "stable" }],
            ["pay", { tag: "stable" }],
        ]),
        gateways: new Map([["way-in", { namespace: "istio-ingress", tag: "gateways" }]]),
        retired: new Set(),
        removals: new Map(),
        exceptions: [],
    };
    #mesh = { revisions: new Set<string>(), tags: new Map<string, string>(), validator: "", crds: "" };
    /** Tag to the revision its proxies run. */
    readonly #proxies = new Map<string, string>();
    readonly said: string[] = [];

    constructor() {
        this.#update();
        for (const [tag, revision] of this.declared.tags) {
            this.#proxies.set(tag, revision);
        }
    }

    /** Whether there was anything to do. */
    step(): boolean {
        const observed = this.observed();
        const plan = planRevisions(this.declared, observed, { today });
        const { sentence, change, command } = nextStep(this.declared, observed, plan);
        this.said.push(change ?? command ?? sentence);
        if (command === "pulumi up") {
            this.#update();
        } else if (command !== undefined) {
            const tag = /--tag (\S+)/.exec(command)?.[1] ?? "";
            this.#proxies.set(tag, this.declared.tags.get(tag) ?? "");
        } else if (change !== undefined) {
            this.#change(change);
        }
        return change !== undefined || command !== undefined;
    }

    observed(): ObservedMesh {
        const { tags, validator, crds } = this.#mesh;
        const use = (revision: string): Use => {
            const pods = [...this.#proxies].filter(([, runs]) => runs === revision);
            const pointing = [...tags].filter(([, target]) => target === revision);
            const by = [
                ...pods.map(([tag]) => ({ kind: "Pod" as const, namespace: tag, name: "pod", because: "" })),
                ...pointing.map(([tag]) => ({ kind: "Tag" as const, name: tag, because: "" })),
            ];
            return by.length === 0 ? { state: "free" } : { state: "used", by };
        };
        const ready = { health: "ready" as const, pods: { available: 1, wanted: 1 } };
        const all = [...this.#mesh.revisions];
        return {
            revisions: new Map(
                all.map((name) => [name, { ...ready, version: name.replaceAll("-", ".") }] as const),
            ),
            tags: new Map(
                [...tags].map(
                    ([tag, revision]) => [tag, { revision, webhook: true, service: true }] as const,
                ),
            ),
            validator: { revision: validator },
            revisionUse: new Map(all.map((name) => [name, use(name)] as const)),
            tagUse: new Map(
                [...tags.keys()].map((tag) => [
                    tag,
                    {
                        state: "used" as const,
                        by: this.#proxies.has(tag)
                            ? [{ kind: "Pod" as const, namespace: tag, name: "pod", because: "" }]
                            : [],
                    },
                ]),
            ),
            proxies: new Map(
                all.map((name) => [
                    name,
                    new Map([["1", [...this.#proxies.values()].filter((runs) => runs === name).length]]),
                ]),
            ),
            followers: new Map(
                [...this.#proxies].map(([tag, revision]) => [
                    tag,
                    [{ namespace: tag, name: "pod", revision }],
                ]),
            ),
            stale: new Map(
                [...tags].map(([tag, revision]) => {
                    const runs = this.#proxies.get(tag) ?? revision;
                    return [tag, runs === revision ? [] : [{ namespace: tag, name: "pod", revision: runs }]];
                }),
            ),
            cni: "none",
            crds: { version: crds },
            kubernetes: "1.34",
        };
    }

    #update(): void {
        const before: ObservedMesh =
            this.#mesh.crds === "" ? { ...this.observed(), crds: "none" } : this.observed();
        const { steps, refusals } = planRevisions(this.declared, before, { today });
        expect(refusals).to.deep.equal([]);
        const mesh = simulated(before);
        for (const step of steps) {
            expect(apply(mesh, step)).to.deep.equal([]);
        }
        this.#mesh = { ...mesh, validator: mesh.validator ?? "", crds: mesh.crds ?? "" };
    }

    #change(change: string): void {
        // As it stands there, without what stood there before.
        const tags = /^meshwright:tags: \{ (.+) \}$/.exec(change)?.[1];
        if (tags !== undefined) {
            const pairs = tags.split(", ").map((each) => each.split(": "));
            this.declared = {
                ...this.declared,
                tags: new Map(pairs.map(([tag = "", revision = ""]) => [tag, revision])),
            };
            return;
        }
        const gone = /^remove (\S+) from meshwright:revisions/.exec(change)?.[1];
        expect(gone, `no rule for "${change}"`).to.be.a("string");
        this.declared = {
            ...this.declared,
            revisions: new Map([...this.declared.revisions].filter(([name]) => name !== gone)),
            retired: new Set([gone ?? ""]),
        };
    }
}

describe("an upgrade by somebody who does what the next step says", () => {
    it("ends on the new revision with the old one retired, and nothing was ever refused on the way", () => {
        const person = new Obedient();
        expect(person.step(), "a mesh of one revision has nothing to do").to.equal(false);
        person.declared = { ...person.declared, revisions };
        let steps = 0;
        while (person.step()) {
            steps += 1;
            expect(steps).to.be.lessThan(40);
        }
        expect(person.said.slice(1, -1)).to.deep.equal([
            "pulumi up",
            `meshwright:tags: { default: ${from}, stable: ${from}, gateways: ${from}, canary: ${to} }`,
            "pulumi up",
            `meshwright:tags: { default: ${from}, stable: ${to}, gateways: ${from}, canary: ${to} }`,
            "pulumi up",
            "npm run revisions -- restart --tag stable",
            `meshwright:tags: { default: ${from}, stable: ${to}, gateways: ${to}, canary: ${to} }`,
            "pulumi up",
            "npm run revisions -- restart --tag gateways",
            `meshwright:tags: { default: ${to}, stable: ${to}, gateways: ${to}, canary: ${to} }`,
            "pulumi up",
            "npm run revisions -- restart --tag default",
            `remove ${from} from meshwright:revisions and write meshwright:retired: [${from}]`,
            "pulumi up",
        ]);
        expect(person.said.at(-1)).to.equal(
            "Nothing to do: every proxy that could be seen runs what its tag points to.",
        );
        const { revisions: live, validator, crds } = person.observed();
        expect([...(live?.keys() ?? [])]).to.deep.equal([to]);
        expect(validator).to.deep.equal({ revision: to });
        expect(crds).to.deep.equal({ version: "1.31.1" });
    });
});
