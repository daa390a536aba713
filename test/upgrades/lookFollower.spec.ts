import { expect } from "chai";
import { unreadable, viewOf } from "../revisions/views";
import { declaration, halfway, useLook } from "./looking";

describe("npm run revisions -- status and plan of a stack whose control plane is another stack's", () => {
    const { run, declare } = useLook();
    const follower = () =>
        declare(
            declaration("  meshwright:scope: [shop, core]\n")
                .replace("1-30-5: { version: 1.30.5 }, ", "")
                .replaceAll(": 1-30-5", ": 1-31-1"),
        );

    it("plans only the restart of who is left behind, whatever else differs from its stack file", async () => {
        follower();
        const { code, out } = await run(halfway(), ["plan"]);
        expect(code).to.equal(0);
        expect(out).to.equal(`Stack test on kubectl's own cluster
The control plane is another stack's: that one installs it, moves its tags and retires it.

  1. then, a command  restart 1 pod of the tag canary, in waves: npm run revisions -- restart --tag canary --stack Pulumi.test.yaml
`);
    });

    it("has nothing to do when every proxy has followed, and no revision or tag of its own to lose", async () => {
        follower();
        const view = halfway();
        const pods = view.pods.read ? view.pods.items.filter(({ name }) => name !== "late") : [];
        const followed = { ...view, pods: { read: true, items: pods } as const };
        const plan = await run(followed, ["plan"]);
        expect([plan.code, plan.out.split("\n").slice(2).join("\n")]).to.deep.equal([
            0,
            "\nNothing to do: every proxy that could be seen runs what its tag points to.\n",
        ]);
        const { code, out } = await run(followed, ["status"]);
        expect(code).to.equal(0);
        expect(out).to.equal(`Stack test on kubectl's own cluster
The control plane is another stack's: that one installs it, moves its tags and retires it.

REVISION  VERSION  HEALTH     TAGS             NAMESPACES  PROXIES      CAN BE RETIRED
1-30-5    1.30.5   ready 2/2  default, stable  shop        1 of 1.30.5  not this stack's; no: used by 5: Tag default, Tag stable, ValidatingWebhookConfiguration istiod-default-validator and 2 more
1-31-1    1.31.1   ready 2/2  canary           core, shop  1 of 1.31.1  not this stack's; no: used by 6: Tag canary, Tag default, Tag stable and 3 more

TAG      POINTS TO  DECLARED  WEBHOOK  SERVICE  NOT FOLLOWED YET
canary   1-31-1     1-31-1    yes      yes      -
default  1-30-5     1-31-1    yes      yes      -
stable   1-30-5     1-31-1    yes      yes      -
The default validator calls 1-30-5; it moves with the tag default.

istio-cni   not installed
CRDs        1.31.1
Kubernetes  1.34

Next: Nothing to do here: the control plane is another stack's, and every proxy that could be seen runs what its tag points to.
`);
    });

    it("does not plan anything for a cluster that cannot be read", async () => {
        follower();
        const { code, out } = await run(
            unreadable(
                viewOf(),
                "namespaces",
                "pods",
                "workloads",
                "services",
                "webhooks",
                "gateways",
                "machines",
                "customResourceDefinitions",
            ),
            ["plan"],
        );
        expect(code).to.equal(3);
        expect(out).to.match(/\n\nWhether anything has to follow is unknown\.\n$/);
    });
});
