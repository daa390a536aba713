import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import type { RollbackTarget } from "../../components/revisions";
import { type Registered, recordRegistrations, settled } from "../support/mocks";

const root = join(__dirname, "..", "..");
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

/** The program under mocks, with the production stack file and a rollback in it. */
async function run(to?: RollbackTarget): Promise<readonly Registered[]> {
    const { config } = parse(readFileSync(join(root, "Pulumi.prod.yaml"), "utf8")) as {
        config: Record<string, unknown>;
    };
    const rollback =
        to === undefined
            ? {}
            : { "meshwright:rollback": { to, reason: "proxies lose connections", until: tomorrow } };
    const registered = recordRegistrations(
        "prod",
        Object.fromEntries(
            Object.entries({ ...config, ...rollback }).map(([key, value]) => [
                key,
                typeof value === "string" ? value : JSON.stringify(value),
            ]),
        ),
    );
    process.chdir(root);
    const program = require.resolve("../../index");
    delete require.cache[program];
    require(program);
    await settled();
    return registered;
}

/** `kind name`, the way a preview shows them. */
function shown({ type, name }: Registered): string {
    return `${type.split(":").at(-1)} ${name}`;
}

function without(all: readonly Registered[], others: readonly Registered[]): string[] {
    const known = new Set(others.map(shown));
    return all.map(shown).filter((each) => !known.has(each));
}

function kindsOf(all: readonly string[]): string[] {
    return [...new Set(all.map((each) => each.split(" ")[0] ?? ""))].sort();
}

describe("the program with a rollback", () => {
    let declared: readonly Registered[];
    const names = (kind: string, all: readonly Registered[] = declared) =>
        all.map(shown).filter((each) => each.startsWith(`${kind} `));

    before(async () => {
        declared = await run();
    });

    it("observed: deletes what closes or narrows, and nothing else", async () => {
        const gone = without(declared, await run("observed"));
        expect(kindsOf(gone)).to.deep.equal([
            "AuthorizationPolicy",
            "MeshPolicy",
            "NetworkPolicy",
            "PeerAuthentication",
            "RequestAuthentication",
            "Sidecar",
        ]);
        // Namespaces keep theirs, which is changed in place.
        expect(gone.filter((each) => each.startsWith("PeerAuthentication "))).to.deep.equal([
            "PeerAuthentication istio-system/default",
        ]);
        expect(gone.filter((each) => /^Sidecar .*\/default$/.test(each))).to.deep.equal([]);
        expect(gone.filter((each) => / istio-(ingress|egress)\//.test(each))).to.deep.equal([]);
    });

    it("uninjected: deletes the same, but for what opens the network in its place", async () => {
        const [observed, uninjected] = [await run("observed"), await run("uninjected")];
        expect(without(observed, uninjected)).to.deep.equal([]);
        expect(without(uninjected, observed).sort()).to.deep.equal(
            ["consciousness", "core", "edge", "ml", "orders", "users"].map(
                (namespace) => `NetworkPolicy ${namespace}/default-deny`,
            ),
        );
    });

    it("uninjected: adds a pass for each workload that serves something, and nothing else", async () => {
        const added = without(await run("uninjected"), declared);
        const allowed = names("AuthorizationPolicy")
            .filter((each) => !/ istio-|default-deny| rate-limit| observability/.test(each))
            .map((each) => `${each}-audit-pass`);
        expect(added.sort()).to.deep.equal(allowed.sort());
    });

    it("unmeshed: leaves what runs, its Services and accounts, the open network and cert-manager", async () => {
        const left = await run("unmeshed");
        expect(without(left, declared)).to.deep.equal([]);
        expect(kindsOf(left.map(shown))).to.deep.equal([
            "CertManager",
            "CronJob",
            "Deployment",
            "Job",
            "MeshNamespace",
            "Namespace",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "Service",
            "ServiceAccount",
            "StatefulSet",
            "kubernetes",
        ]);
        expect(names("NetworkPolicy", left).every((each) => each.endsWith("/default-deny"))).to.equal(true);
        expect(
            left.map(shown).filter((each) => / (istio-|rate-limit|observability)/.test(each)),
        ).to.deep.equal([]);
        for (const kind of ["Deployment", "StatefulSet", "Job", "CronJob"]) {
            const own = names(kind).filter((each) => !/ (rate-limit|observability)/.test(each));
            expect(names(kind, left).sort(), kind).to.deep.equal(own.sort());
        }
    });

    it("unmeshed: takes everything of Istio's with it, the default validator and every tag among it", async () => {
        const gone = kindsOf(without(declared, await run("unmeshed")));
        expect(gone).to.include.members([
            "AuthorizationPolicy",
            "Chart",
            "ControlPlane",
            "DestinationRule",
            "EnvoyFilter",
            "Gateway",
            "MeshGateway",
            "MeshPolicy",
            "MeshRevision",
            "MutatingWebhookConfiguration",
            "PeerAuthentication",
            "RateLimitService",
            "RequestAuthentication",
            "RevisionTag",
            "ServiceEntry",
            "Sidecar",
            "ValidatingWebhookConfiguration",
            "VirtualService",
        ]);
    });
});
