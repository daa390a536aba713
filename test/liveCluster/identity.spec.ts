import { expect } from "chai";
import { readCluster } from "../../components/liveCluster";
import { FakeApiServer } from "./fakeApiServer";

const path = "/api/v1/namespaces/istio-system/configmaps/meshwright-revision-1-30-5";

describe("reading the cluster that a guard was made in", () => {
    const server = new FakeApiServer((asked) =>
        asked === path ? { body: { metadata: { uid: "the-guards-own" } } } : undefined,
    );
    before(() => server.start());
    after(() => server.stop());
    const reading = async (identity: { readonly path: string; readonly uid: string }) =>
        (await readCluster({ kubeconfig: server.kubeconfig() }, identity)).pods;

    it("is as any reading where the guard is there", async () => {
        expect(await reading({ path, uid: "the-guards-own" })).to.deep.equal({ read: true, items: [] });
    });

    for (const [what, identity] of [
        ["another object of its name is there", { path, uid: "another" }],
        ["nothing of its name is there", { path: path.replace("1-30-5", "1-29-9"), uid: "the-guards-own" }],
    ] as const) {
        it(`is unreadable as a whole where ${what}, because it is another cluster`, async () => {
            expect(await reading(identity)).to.deep.equal({
                read: false,
                because: `the cluster that was read is another one: it does not have ${identity.path}`,
            });
        });
    }
});
