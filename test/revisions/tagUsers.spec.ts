import { expect } from "chai";
import type { User } from "../../components/revisions/use";
import { tagUse } from "../../components/revisions/users";
import {
    alias,
    calling,
    gateway,
    type Holds,
    installed,
    namespace,
    pod,
    tagged,
    together,
    viewOf,
    webhook,
    workload,
} from "./usedView";

const validator = webhook(
    "Validating",
    "istiod-default-validator",
    { "istio.io/rev": "1-30-5" },
    "istio-system/istiod-1-30-5",
);
const mesh = together(
    installed("1-30-5"),
    tagged("canary", "1-30-5"),
    tagged("stable", "1-30-5"),
    tagged("default", "1-30-5"),
    { webhooks: [validator] },
);

const followers: readonly (readonly [string, string, Holds, string])[] = [
    [
        "a namespace labelled with it",
        "canary",
        { namespaces: [namespace("shop", { "istio.io/rev": "canary" })] },
        "Namespace shop is labelled istio.io/rev=canary",
    ],
    [
        "a pod labelled with it",
        "canary",
        { pods: [pod({ labels: { "istio.io/rev": "canary" } })] },
        "Pod shop/web-1 is labelled istio.io/rev=canary",
    ],
    [
        "a workload whose pods are labelled with it",
        "canary",
        { workloads: [workload("CronJob", { "istio.io/rev": "canary" })] },
        "CronJob shop/web starts pods, each of which is labelled istio.io/rev=canary",
    ],
    [
        "a Gateway labelled with it",
        "canary",
        { gateways: [gateway({ labels: { "istio.io/rev": "canary" } })] },
        "Gateway shop/way-in is labelled istio.io/rev=canary",
    ],
    [
        "a webhook that calls its Service",
        "canary",
        { webhooks: [webhook("Mutating", "ours", {}, "istio-system/istiod-revision-tag-canary")] },
        "MutatingWebhookConfiguration ours calls the Service istio-system/istiod-revision-tag-canary",
    ],
    [
        "a Service that is another name of its Service",
        "canary",
        { services: [alias("old", "istiod-revision-tag-canary.istio-system.svc.cluster.local")] },
        "Service edge/old is another name of istiod-revision-tag-canary",
    ],
    [
        "a Service of another tag that is another name of its Service",
        "canary",
        {
            services: [
                alias("next", "istiod-revision-tag-canary.istio-system.svc", { "istio.io/tag": "next" }),
            ],
        },
        "Service edge/next is another name of istiod-revision-tag-canary",
    ],
    [
        "a pod whose own configuration has the address of its Service",
        "canary",
        { pods: [pod(calling("istiod-revision-tag-canary.istio-system.svc"))] },
        "Pod shop/web-1 is told by proxy.istio.io/config to call istiod-revision-tag-canary",
    ],
    [
        "a workload whose pods have the address of its Service",
        "canary",
        {
            workloads: [
                workload(
                    "CronJob",
                    {},
                    { template: { labels: {}, ...calling("istiod-revision-tag-canary.istio-system.svc") } },
                ),
            ],
        },
        "CronJob shop/web starts pods, each of which is told by proxy.istio.io/config to call istiod-revision-tag-canary",
    ],
    [
        "a namespace with the old label",
        "default",
        { namespaces: [namespace("shop", { "istio-injection": "enabled" })] },
        "Namespace shop is labelled istio-injection=enabled, which the tag default serves",
    ],
    [
        "a Gateway that nobody labelled",
        "default",
        { namespaces: [namespace("shop")], gateways: [gateway({ className: "istio-east-west" })] },
        'Gateway shop/way-in has no label istio.io/rev of its own and so is served by "default"',
    ],
];

describe("users of a tag", () => {
    for (const [what, tag, holds, user] of followers) {
        it(`count ${what}, for this tag and no other`, () => {
            const view = viewOf(together(mesh, holds));
            const use = tagUse(tag, view);
            expect(use.state).to.equal("used");
            expect("by" in use ? use.by.map(sentence) : []).to.deep.equal([user]);
            expect(tagUse("stable", view)).to.deep.equal({ state: "free" });
        });
    }

    it("are not its own webhook and Service, nor the default validator, nor proxies that run already", () => {
        const holds = { pods: [pod({ annotations: { "istio.io/rev": "1-30-5" } })] };
        for (const tag of ["canary", "stable", "default"]) {
            expect(tagUse(tag, viewOf(together(mesh, holds)))).to.deep.equal({ state: "free" });
        }
    });

    it("are not known when a list could not be read, and those that were seen are told", () => {
        const view = viewOf(
            together(mesh, { namespaces: [namespace("shop", { "istio.io/rev": "canary" })] }),
        );
        const because = 'the API server refused pods (403): pods is forbidden: User "ci" cannot list';
        expect(tagUse("canary", { ...view, pods: { read: false, because } })).to.deep.equal({
            state: "unknown",
            because: [`pods could not be read: ${because}`],
            by: [{ kind: "Namespace", name: "shop", because: "is labelled istio.io/rev=canary" }],
        });
    });

    it("are told unknown in one sentence for all lists that have the same trouble", () => {
        const unread = { read: false, because: "connect ECONNREFUSED 127.0.0.1:6443" } as const;
        const view = { ...viewOf(mesh), gateways: unread, machines: unread };
        const use = tagUse("canary", view);
        expect("because" in use ? use.because : []).to.deep.equal([
            "Gateways, WorkloadGroups and WorkloadEntries could not be read: connect ECONNREFUSED 127.0.0.1:6443",
        ]);
        const none = Object.fromEntries(Object.keys(view).map((key) => [key, unread]));
        const nothing = tagUse("canary", { ...view, ...none });
        expect("because" in nothing ? nothing.because : []).to.deep.equal([
            "nothing of the cluster could be read: connect ECONNREFUSED 127.0.0.1:6443",
        ]);
    });
});

function sentence({ kind, namespace: its, name, because }: User): string {
    return `${kind} ${its === undefined ? "" : `${its}/`}${name} ${because}`;
}
