import { expect } from "chai";
import { styleFor } from "../../accessReport/style";
import {
    istiodView,
    podView,
    tagServiceView,
    tagWebhookView,
    unreadable,
    viewOf,
    workloadView,
} from "../revisions/views";
import { declaration, halfway, useLook } from "./looking";

describe("npm run revisions -- status and plan", () => {
    const { run, declare, forget } = useLook();

    it("shows a mesh in the middle of an upgrade, and the next safe step", async () => {
        const { code, err, out } = await run(halfway(), ["status"]);
        expect(err + code).to.equal("0");
        expect(out).to.equal(`Stack test on kubectl's own cluster

REVISION  VERSION  HEALTH     TAGS             NAMESPACES  PROXIES      CAN BE RETIRED
1-30-5    1.30.5   ready 2/2  default, stable  shop        2 of 1.30.5  no: used by 6: Tag default, Tag stable, ValidatingWebhookConfiguration istiod-default-validator and 3 more
1-31-1    1.31.1   ready 2/2  canary           core        1 of 1.31.1  no: used by 3: Tag canary, Namespace core, Pod core/api

TAG      POINTS TO  DECLARED  WEBHOOK  SERVICE  NOT FOLLOWED YET
canary   1-31-1     1-31-1    yes      yes      1 proxy
default  1-30-5     1-30-5    yes      yes      -
stable   1-30-5     1-30-5    yes      yes      -
The default validator calls 1-30-5; it moves with the tag default.

istio-cni   not installed
CRDs        1.31.1
Kubernetes  1.34

Next: One proxy has not followed the tag canary yet; restart what it belongs to.
    npm run revisions -- restart --tag canary --stack Pulumi.test.yaml
`);
    });

    it("prints the same as data, with keys that hold", async () => {
        const { out } = await run(halfway(), ["status", "--json"]);
        const report = JSON.parse(out);
        expect(Object.keys(report)).to.deep.equal([
            "stack",
            "cluster",
            "ownsControlPlane",
            "revisions",
            "tags",
            "validator",
            "cni",
            "crds",
            "kubernetes",
            "refusals",
            "warnings",
            "next",
        ]);
        expect(report.ownsControlPlane).to.equal(true);
        expect(report.cluster).to.deep.equal({ name: "kubectl's own cluster", read: true, unread: [] });
        const { use, ...canary } = report.revisions[1];
        expect(canary).to.deep.equal({
            name: "1-31-1",
            declared: "1.31.1",
            version: "1.31.1",
            health: "ready",
            pods: { available: 2, wanted: 2 },
            foreign: false,
            tags: ["canary"],
            namespaces: ["core"],
            proxies: { "1.31.1": 1 },
            canBeRetired: "no",
        });
        expect(Object.keys(use)).to.deep.equal(["state", "by", "because"]);
        const { use: ofTag, ...tag } = report.tags[0];
        expect(tag).to.deep.equal({
            name: "canary",
            declared: "1-31-1",
            revision: "1-31-1",
            webhook: true,
            service: true,
            foreign: false,
            stale: 1,
        });
        expect(ofTag.state).to.equal("used");
        expect([report.validator, report.cni, report.crds, report.kubernetes]).to.deep.equal([
            "1-30-5",
            { declared: null, version: "none" },
            "1.31.1",
            "1.34",
        ]);
    });

    it("answers 1 for a refusal and names who stands in the way", async () => {
        declare(
            declaration().replace("1-30-5: { version: 1.30.5 }, ", "").replaceAll(": 1-30-5", ": 1-31-1"),
        );
        const { code, out } = await run(halfway(), ["status"]);
        expect(code).to.equal(1);
        expect(out).to.include("(no longer declared)");
        expect(out).to.match(/\n {2}refused: the revision 1-30-5 cannot go: it is still used by /);
        expect(out).to.include("\n    Pod shop/web runs a proxy of it\n");
        const plan = await run(halfway(), ["plan"]);
        expect(plan.code).to.equal(1);
        expect(plan.out).to.include(
            "Nothing is done while something is refused: a stack file is not applied in part.\n",
        );
        expect(plan.out).to.include("\n    Pod shop/web runs a proxy of it\n");
    });

    it("answers 1 when a declared control plane does not answer", async () => {
        const view = halfway();
        const workloads = [
            istiodView("1-30-5", "1.30.5"),
            istiodView("1-31-1", "1.31.1", { wanted: 2, available: 0 }),
            istiodView("strange", "1.30.5", { annotations: { "meta.helm.sh/release-name": "x" } }),
        ];
        const { code, out } = await run({ ...view, workloads: { read: true, items: workloads } }, ["status"]);
        expect(code).to.equal(1);
        expect(out).to.match(/\n1-31-1 +1\.31\.1 +not ready 0\/2 /);
        expect(out).to.match(/\nstrange +1\.30\.5 .* not this stack's; nothing uses it\n/);
        expect(out).to.include(
            "Next: The control plane 1-31-1 does not answer; see why before anything moves.\n",
        );
    });

    it("says what is not there, what is of others, and what differs from the stack file", async () => {
        const { out } = await run(
            viewOf({
                workloads: [
                    istiodView("1-30-5", "1.30.3"),
                    workloadView("DaemonSet", "istio-cni/istio-cni-node", {
                        labels: { "k8s-app": "istio-cni-node" },
                    }),
                ],
                webhooks: [
                    tagWebhookView("gone", "1-30-5"),
                    {
                        ...tagWebhookView("theirs", "1-30-5"),
                        labels: { "istio.io/tag": "theirs", "istio.io/rev": "1-30-5" },
                    },
                ],
                pods: [
                    podView("shop/a", { revision: "1-29-9", version: "1.29.9" }),
                    podView("shop/b", { revision: "1-29-9", version: "1.29.8" }),
                ],
            }),
            ["status"],
        );
        expect(out.split("\n").slice(2, 14)).to.deep.equal([
            "REVISION  VERSION                  HEALTH         TAGS          NAMESPACES  PROXIES                   CAN BE RETIRED",
            "1-29-9    -                        gone           -             -           1 of 1.29.8, 1 of 1.29.9  no: used by 2: Pod shop/a, Pod shop/b",
            "1-30-5    1.30.3, declared 1.30.5  ready 1/1      gone, theirs  -           -                         no: used by 4: Tag gone, Tag theirs, Tag default and 1 more",
            "1-31-1    1.31.1                   not installed  -             -           -                         no: used by 1: Tag canary",
            "",
            "TAG      POINTS TO  DECLARED          WEBHOOK  SERVICE  NOT FOLLOWED YET",
            "canary   not there  1-31-1            no       no       -",
            "default  not there  1-30-5            no       no       -",
            "gone     1-30-5     no longer         yes      no       -",
            "stable   not there  1-30-5            no       no       -",
            "theirs   1-30-5     not this stack's  yes      no       -",
            "No default validator: nothing judges configuration.",
        ]);
        expect(out).to.include("\nistio-cni   unknown\nCRDs        not installed\nKubernetes  unknown\n");
    });

    it("calls nothing retirable that is not there", async () => {
        declare(declaration().replace("canary: 1-31-1", "canary: 1-30-5"));
        const { out } = await run(viewOf(), ["status"]);
        expect(out).to.match(/\n1-31-1 +1\.31\.1 +not installed +- +- +- +-\n/);
    });

    it("numbers the steps of a plan, with who does each", async () => {
        const { code, out } = await run(viewOf({ kubernetes: "1.34" }), ["plan"]);
        expect(code).to.equal(0);
        expect(out).to.equal(`Stack test on kubectl's own cluster

  1. pulumi up        Istio's CRDs become those of 1.31.1; they serve older control planes too, and never go back
  2. pulumi up        install the control plane 1-30-5 (Istio 1.30.5) beside what is there; nothing uses it yet
  3. pulumi up        install the control plane 1-31-1 (Istio 1.31.1) beside what is there; nothing uses it yet
  4. pulumi up        let the tag canary point to 1-31-1: pods that start from then on get its proxy
  5. pulumi up        let the tag stable point to 1-30-5: pods that start from then on get its proxy
  6. pulumi up        let the tag default and the default validator point to 1-30-5: from then on it judges configuration
`);
        const halfDone = await run(halfway(), ["plan", "--json"]);
        const { steps } = JSON.parse(halfDone.out);
        expect(steps).to.deep.equal([
            {
                kind: "restart",
                tag: "canary",
                pods: 1,
                doer: "command",
                sentence:
                    "restart 1 pod of the tag canary, in waves: npm run revisions -- restart --tag canary --stack Pulumi.test.yaml",
            },
        ]);
    });

    it("plans the restart of who follows a tag that moves by the label of a namespace", async () => {
        declare(declaration().replace("stable: 1-30-5", "stable: 1-31-1"));
        const { code, out } = await run(halfway(), ["plan"]);
        expect(code).to.equal(0);
        expect(out).to.equal(`Stack test on kubectl's own cluster

  1. pulumi up        move the tag stable from 1-30-5 to 1-31-1: pods that start from then on get its proxy
  2. then, a command  restart 1 pod of the tag canary, in waves: npm run revisions -- restart --tag canary --stack Pulumi.test.yaml
  3. then, a command  restart 1 pod of the tag stable, in waves: npm run revisions -- restart --tag stable --stack Pulumi.test.yaml
`);
    });

    it("tells a tag that is not whole as a repair, not as a move", async () => {
        const { out } = await run(
            { ...halfway(), services: { read: true, items: [tagServiceView("default", "1-30-5")] } },
            ["plan"],
        );
        expect(out).to.include(
            "\n  1. pulumi up        repair the tag canary: its Service is missing or leads elsewhere; the update sees that with --refresh only\n",
        );
        expect(out).to.not.include("note:");
    });

    it("says that there is nothing to do", async () => {
        const view = halfway();
        const pods = view.pods.read ? view.pods.items.filter(({ name }) => name !== "late") : [];
        const { code, out } = await run({ ...view, pods: { read: true, items: pods } }, ["plan"]);
        expect([code, out]).to.deep.equal([
            0,
            "Stack test on kubectl's own cluster\n\nNothing to do: the cluster is what the stack file declares.\n",
        ]);
    });

    it("answers 3 when the cluster cannot be read, and shows and plans what is declared all the same", async () => {
        const lists = [
            "namespaces",
            "pods",
            "workloads",
            "services",
            "webhooks",
            "gateways",
            "machines",
            "customResourceDefinitions",
        ] as const;
        const reading = { read: false, because: "connect ECONNREFUSED" } as const;
        const view = { ...viewOf(), ...Object.fromEntries(lists.map((list) => [list, reading])) };
        const status = await run(view, ["status"]);
        expect(status.code).to.equal(3);
        expect(status.out).to.include(
            "The cluster could not be read; this is what is declared.\n  not read: connect ECONNREFUSED\n",
        );
        expect(status.out).to.match(/\n1-30-5 +1\.30\.5 +unknown +default, stable +shop +unknown +unknown\n/);
        const plan = await run(view, ["plan"]);
        expect(plan.code).to.equal(3);
        expect(plan.out).to.include(
            "Everything of the cluster is unknown, so every step is planned as if nothing were there.\n",
        );
        expect(plan.out).to.include("  2. pulumi up        install the control plane 1-30-5");
    });

    it("says what could not be read and what follows from that", async () => {
        const { code, out } = await run(unreadable(halfway(), "pods"), ["status"]);
        expect(code).to.equal(0);
        expect(out).to.include("\n  not read: pods: forbidden\n");
        expect(out).to.match(/\n1-31-1 .* unknown +unknown: .*pods/);
    });

    it("colours only for a person at a terminal", async () => {
        const { out } = await run(halfway(), ["status"], { style: styleFor(true, undefined) });
        expect(out).to.include("\u001b[1mNext:\u001b[0m");
        expect(out).to.include("\u001b[1mStack test on");
    });

    it("prints how it is used when asked or when the arguments are wrong", async () => {
        const help = await run(viewOf(), ["--help"]);
        expect([help.code, help.out.split("\n")[0]]).to.deep.equal([
            0,
            "usage: npm run revisions -- status [--stack STACK] [--json]",
        ]);
        const wrong = await run(viewOf(), ["restart"]);
        expect(wrong.code).to.equal(2);
        expect(wrong.err).to.match(/^--tag is missing; .*\nusage: npm run revisions -- status/);
    });

    it("answers 2 with everything that is wrong with the stack file", async () => {
        declare(declaration("  meshwright:tagz: {}\n"));
        const { code, err } = await run(viewOf(), ["status"]);
        expect(code).to.equal(2);
        expect(err).to.match(
            /^\/Pulumi\.test\.yaml has 1 problem\(s\)\n {2}1\. meshwright:tagz: unknown key/,
        );
        forget();
        const missing = await run(viewOf(), ["status"]);
        expect([missing.code, missing.err.split("\n")[0]]).to.deep.equal([
            2,
            "/Pulumi.test.yaml cannot be read",
        ]);
    });
});
