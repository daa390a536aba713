import { expect } from "chai";
import type { User } from "../../components/revisions/use";
import { revisionUse } from "../../components/revisions/users";
import {
    alias,
    calling,
    gateway,
    type Holds,
    installed,
    namespace,
    pod,
    service,
    tagged,
    together,
    viewOf,
    webhook,
    workload,
} from "./usedView";

const revision = "1-30-5";
const both = together(installed(revision), installed(`${revision}-b`));
const plain = namespace("shop");
const address = `istiod-${revision}.istio-system.svc`;

/** What somebody finds in a cluster beside the two control planes, and who is then told to use the revision. */
const kinds: readonly (readonly [string, Holds, readonly string[]])[] = [
    [
        "a pod whose proxy the injector annotated",
        { pods: [pod({ annotations: { "istio.io/rev": revision } })] },
        ["Pod shop/web-1 runs a proxy of it"],
    ],
    [
        "a pod whose proxy only the status tells of",
        { pods: [pod({ annotations: { "sidecar.istio.io/status": `{"revision":"${revision}"}` } })] },
        ["Pod shop/web-1 runs a proxy of it"],
    ],
    [
        "a pod that is ending and not yet gone",
        { pods: [pod({ annotations: { "istio.io/rev": revision }, ending: true })] },
        ["Pod shop/web-1 runs a proxy of it, and is ending"],
    ],
    [
        "a pod labelled with the revision",
        { pods: [pod({ labels: { "istio.io/rev": revision } })] },
        ["Pod shop/web-1 is labelled istio.io/rev=1-30-5"],
    ],
    [
        "a namespace labelled with the revision",
        { namespaces: [namespace("shop", { "istio.io/rev": revision })] },
        ["Namespace shop is labelled istio.io/rev=1-30-5"],
    ],
    ["a tag that points to it", tagged("stable", revision), ["Tag stable points to it"]],
    [
        "a namespace that follows a tag",
        together(tagged("stable", revision), {
            namespaces: [namespace("shop", { "istio.io/rev": "stable" })],
        }),
        ["Tag stable points to it", "Namespace shop is labelled istio.io/rev=stable, a tag of it"],
    ],
    [
        "a pod labelled with a tag",
        together(tagged("stable", revision), { pods: [pod({ labels: { "istio.io/rev": "stable" } })] }),
        ["Tag stable points to it", "Pod shop/web-1 is labelled istio.io/rev=stable, a tag of it"],
    ],
    [
        "a namespace with the old label, by the tag default",
        together(tagged("default", revision), {
            namespaces: [namespace("shop", { "istio-injection": "enabled", "istio.io/rev": "other" })],
        }),
        [
            "Tag default points to it",
            "Namespace shop is labelled istio-injection=enabled, which the tag default serves",
        ],
    ],
    [
        "a pod that asks for a proxy in a namespace that says nothing, by the tag default",
        together(tagged("default", revision), {
            namespaces: [plain],
            pods: [pod({ labels: { "sidecar.istio.io/inject": "true" } })],
        }),
        [
            "Tag default points to it",
            "Pod shop/web-1 is labelled sidecar.istio.io/inject=true, which the tag default serves",
        ],
    ],
    ...["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"].map(
        (kind): readonly [string, Holds, readonly string[]] => [
            `a ${kind} that runs nothing now and labels the pods it would start`,
            { workloads: [workload(kind, { "istio.io/rev": revision }, { wanted: 0, available: 0 })] },
            [`${kind} shop/web starts pods, each of which is labelled istio.io/rev=1-30-5`],
        ],
    ),
    [
        "a Deployment that istiod made for a Gateway",
        {
            workloads: [
                workload(
                    "Deployment",
                    {},
                    {
                        template: {
                            labels: { "sidecar.istio.io/inject": "false" },
                            annotations: { "istio.io/rev": revision },
                        },
                    },
                ),
            ],
        },
        ["Deployment shop/web starts pods, each of which is annotated istio.io/rev=1-30-5"],
    ],
    [
        "a Gateway labelled with the revision",
        { gateways: [gateway({ labels: { "istio.io/rev": revision } })] },
        ["Gateway shop/way-in is labelled istio.io/rev=1-30-5"],
    ],
    [
        "a Gateway annotated with the revision",
        { gateways: [gateway({ annotations: { "istio.io/rev": revision } })] },
        ["Gateway shop/way-in is annotated istio.io/rev=1-30-5"],
    ],
    [
        "a Gateway that labels its pods",
        { gateways: [gateway({ podLabels: { "istio.io/rev": revision } })] },
        ["Gateway shop/way-in gives its pods the label istio.io/rev=1-30-5"],
    ],
    [
        "a waypoint that follows its namespace",
        {
            namespaces: [namespace("shop", { "istio-injection": "disabled", "istio.io/rev": revision })],
            gateways: [gateway({ className: "istio-waypoint" })],
        },
        ['Gateway shop/way-in has no label istio.io/rev of its own and so is served by "1-30-5"'],
    ],
    [
        "a Gateway that nobody labelled, by the tag default",
        together(tagged("default", revision), { namespaces: [plain], gateways: [gateway()] }),
        [
            "Tag default points to it",
            'Gateway shop/way-in has no label istio.io/rev of its own and so is served by "default"',
        ],
    ],
    [
        "the default validator",
        {
            webhooks: [
                webhook(
                    "Validating",
                    "istiod-default-validator",
                    { "istio.io/rev": revision },
                    `istio-system/istiod-${revision}`,
                ),
            ],
        },
        [
            "ValidatingWebhookConfiguration istiod-default-validator calls the Service istio-system/istiod-1-30-5",
        ],
    ],
    [
        "a webhook of somebody else that calls its istiod",
        { webhooks: [webhook("Mutating", "ours", {}, "other/one", `istio-system/istiod-${revision}`)] },
        ["MutatingWebhookConfiguration ours calls the Service istio-system/istiod-1-30-5"],
    ],
    [
        "a webhook that only carries its label",
        { webhooks: [webhook("Validating", "ours", { "istio.io/rev": revision })] },
        ["ValidatingWebhookConfiguration ours is labelled istio.io/rev=1-30-5"],
    ],
    [
        "a Service of somebody else that selects its istiod",
        { services: [service("east-west", { "istio.io/rev": revision, istio: "istiod" }, {}, "edge")] },
        ["Service edge/east-west selects its istiod"],
    ],
    [
        "a Service that is another name of its istiod",
        { services: [alias("old", `istiod-${revision}.istio-system.svc.cluster.local`)] },
        ["Service edge/old is another name of istiod-1-30-5"],
    ],
    [
        "a Service that is another name of a tag of it",
        together(tagged("stable", revision), {
            services: [alias("old", "istiod-revision-tag-stable.istio-system.svc")],
        }),
        ["Tag stable points to it", "Service edge/old is another name of istiod-revision-tag-stable"],
    ],
    [
        "a tag whose Service is another name of its istiod",
        {
            services: [
                alias("istiod-revision-tag-old", `istiod-${revision}.istio-system.svc`, {
                    "istio.io/tag": "old",
                }),
            ],
        },
        ["Tag old points to it"],
    ],
    [
        "a pod of another revision whose own configuration has the address of its istiod",
        {
            pods: [
                pod({
                    annotations: { ...calling(address).annotations, "istio.io/rev": `${revision}-b` },
                }),
            ],
        },
        ["Pod shop/web-1 is told by proxy.istio.io/config to call istiod-1-30-5"],
    ],
    [
        "a pod of another revision whose own configuration has the address of a tag of it, as JSON",
        together(tagged("stable", revision), {
            pods: [
                pod({
                    annotations: {
                        "istio.io/rev": `${revision}-b`,
                        "proxy.istio.io/config":
                            '{"discoveryAddress":"istiod-revision-tag-stable.istio-system.svc:15012"}',
                    },
                }),
            ],
        }),
        [
            "Tag stable points to it",
            "Pod shop/web-1 is told by proxy.istio.io/config to call istiod-revision-tag-stable",
        ],
    ],
    ...["PROXY_CONFIG", "CA_ADDR"].map((variable): readonly [string, Holds, readonly string[]] => [
        `a pod of another revision whose proxy has the address of its istiod in ${variable}`,
        {
            pods: [
                pod({
                    annotations: { "istio.io/rev": `${revision}-b` },
                    proxyEnv: {
                        [variable]:
                            variable === "CA_ADDR"
                                ? `${address}:15012`
                                : `{"discoveryAddress":"${address}:15012"}`,
                    },
                }),
            ],
        },
        [`Pod shop/web-1 is told by ${variable} to call istiod-1-30-5`],
    ]),
    [
        "a Deployment of which no pod runs, and whose pods are configured with the address of its istiod",
        {
            workloads: [
                workload("Deployment", {}, { template: { labels: {}, ...calling(address) }, wanted: 0 }),
            ],
        },
        [
            "Deployment shop/web starts pods, each of which is told by proxy.istio.io/config to call istiod-1-30-5",
        ],
    ],
    [
        "a Deployment that brings its proxy with the address of its istiod",
        {
            workloads: [
                workload(
                    "Deployment",
                    {},
                    {
                        template: {
                            labels: { "sidecar.istio.io/inject": "false" },
                            annotations: {},
                            proxyEnv: { PROXY_CONFIG: `{"discoveryAddress":"${address}:15012"}` },
                        },
                    },
                ),
            ],
        },
        ["Deployment shop/web starts pods, each of which is told by PROXY_CONFIG to call istiod-1-30-5"],
    ],
    [
        "a tag of which only the Service points to it, because a move stopped half-way",
        together(
            { webhooks: tagged("stable", "1-31-1").webhooks ?? [] },
            { services: tagged("stable", revision).services ?? [] },
        ),
        ["Tag stable points to it"],
    ],
    [
        "a WorkloadGroup labelled with the revision",
        {
            machines: [
                {
                    kind: "WorkloadGroup",
                    namespace: "shop",
                    name: "vms",
                    labels: {},
                    annotations: {},
                    template: { "istio.io/rev": revision },
                },
            ],
        },
        ["WorkloadGroup shop/vms gives its proxies the label istio.io/rev=1-30-5"],
    ],
    [
        "a WorkloadEntry labelled with the revision",
        {
            machines: [
                {
                    kind: "WorkloadEntry",
                    namespace: "shop",
                    name: "vm-1",
                    labels: { "istio.io/rev": revision },
                    annotations: {},
                },
            ],
        },
        ["WorkloadEntry shop/vm-1 is labelled istio.io/rev=1-30-5"],
    ],
    [
        "a machine whose proxy is connected to its istiod",
        {
            machines: [
                {
                    kind: "WorkloadEntry",
                    namespace: "shop",
                    name: "vm-1",
                    labels: {},
                    annotations: { "istio.io/workloadController": "istiod-1-30-5-5d8c9f7b6-x2x4q" },
                },
            ],
        },
        ["WorkloadEntry shop/vm-1 is connected to its istiod"],
    ],
];

describe("users of a revision", () => {
    for (const [what, holds, users] of kinds) {
        it(`counts ${what}`, () => {
            const use = revisionUse(revision, viewOf(together(both, holds)));
            expect(use.state).to.equal("used");
            expect("by" in use ? use.by.map(sentence) : []).to.deep.equal(users);
        });
    }

    it("counts a tag of the stack file, and who follows it, before the cluster has it", () => {
        const holds = { namespaces: [namespace("shop", { "istio.io/rev": "stable" })] };
        const use = revisionUse(revision, viewOf(together(both, holds)), new Map([["stable", revision]]));
        expect("by" in use ? use.by.map(sentence) : []).to.deep.equal([
            "Tag stable points to it in the stack file",
            "Namespace shop is labelled istio.io/rev=stable, a tag of it",
        ]);
    });

    it("counts an istiod of the same labels that the chart did not name", () => {
        const labels = { app: "istiod", "istio.io/rev": revision };
        const holds = { workloads: [workload("Deployment", labels, { namespace: "edge", name: "istiod" })] };
        const use = revisionUse(revision, viewOf(together(both, holds)));
        expect("by" in use ? use.by.map(sentence) : []).to.deep.equal([
            "Deployment edge/istiod starts pods, each of which is labelled istio.io/rev=1-30-5",
        ]);
    });

    it("names an object once, with the first reason there is", () => {
        const holds = {
            pods: [pod({ labels: { "istio.io/rev": revision }, annotations: { "istio.io/rev": revision } })],
        };
        const use = revisionUse(revision, viewOf(together(both, holds)));
        expect("by" in use ? use.by.map(sentence) : []).to.deep.equal(["Pod shop/web-1 runs a proxy of it"]);
    });

    it("does not know while a proxy does not say of which revision it is", () => {
        const untold = { proxyImage: "docker.io/istio/proxyv2:1.30.5" };
        const holds = {
            pods: [
                pod(untold),
                pod({ ...untold, name: "web-2", annotations: { "sidecar.istio.io/status": "no JSON" } }),
            ],
        };
        expect(revisionUse(revision, viewOf(together(both, holds)))).to.deep.equal({
            state: "unknown",
            because: ["the proxy of pod shop/web-1 does not say of which revision it is, and 1 more like it"],
            by: [],
        });
    });
});

function sentence({ kind, namespace: its, name, because }: User): string {
    return `${kind} ${its === undefined ? "" : `${its}/`}${name} ${because}`;
}
