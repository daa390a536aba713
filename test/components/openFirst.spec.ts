import { expect } from "chai";
import { derive } from "../../components/derive";
import type { MeshNamespace as Namespace } from "../../components/index";
import { type RollbackTarget, rolledBack } from "../../components/revisions";
import { deploymentOf, graphOf, namespaceOf, serviceOf, workloadOf } from "../support/graphs";
import { type Registered, recordRegistrations, settled } from "../support/mocks";
import { testTarget } from "../support/target";

const names = ["a", "b"] as const;
const declared = graphOf({
    namespaces: names.map((name) => namespaceOf(name, "enforced", { deploy: true })),
    workloads: names.map((name) => workloadOf(`${name}/web`, { deployment: deploymentOf() })),
    services: names.map((name) => serviceOf(`${name}/web`)),
});

/** What two namespaces register, in the order in which the engine may begin with it. */
async function registeredFor(to: RollbackTarget, wait: boolean): Promise<string[]> {
    const registered: Registered[] = recordRegistrations("dev");
    const { MeshNamespace } = await import("../../components/index.js");
    const { OpenFirst } = await import("../../components/openFirst.js");
    const rollback = { to, reason: "proxies lose connections", until: "2026-12-05" };
    const { namespaces } = derive(rolledBack(declared, rollback, { kind: "all" }), testTarget);
    const openFirst = new OpenFirst();
    const before: Namespace[] = [];
    for (const [namespace, manifests] of namespaces) {
        const args = { namespace, manifests: [...manifests] };
        // Without an order of its own one namespace may well be done before another begins.
        before.push(new MeshNamespace(namespace, args, wait ? { openFirst } : { dependsOn: before.slice() }));
    }
    openFirst.complete();
    await settled();
    return registered.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);
}

describe("OpenFirst", () => {
    const opening = names.flatMap((name) => [
        `PeerAuthentication ${name}/default`,
        `NetworkPolicy ${name}/default-deny`,
    ]);
    const starting = names.flatMap((name) => [`Deployment ${name}/web`, `Service ${name}/web`]);

    it("lets no pod start before every namespace lets everything in", async () => {
        const order = await registeredFor("uninjected", true);
        const last = Math.max(...opening.map((each) => order.indexOf(each)));
        const first = Math.min(...starting.map((each) => order.indexOf(each)));
        expect(opening.filter((each) => !order.includes(each))).to.deep.equal([]);
        expect(first).to.be.greaterThan(last);
    });

    it("waits for the network alone where nothing of Istio's is left", async () => {
        const order = await registeredFor("unmeshed", true);
        const last = Math.max(...names.map((name) => order.indexOf(`NetworkPolicy ${name}/default-deny`)));
        const first = Math.min(...starting.map((each) => order.indexOf(each)));
        expect(first).to.be.greaterThan(last);
    });

    it("is what makes them wait: without it the pods of one start while another is still closed", async () => {
        const order = await registeredFor("uninjected", false);
        expect(order.indexOf("Deployment a/web")).to.be.lessThan(
            order.indexOf("PeerAuthentication b/default"),
        );
    });
});
