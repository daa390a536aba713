import { expect } from "chai";
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
    workload,
} from "./usedView";

const revision = "1-30-5";
const both = together(installed(revision), installed(`${revision}-b`));
const plain = namespace("shop");

/** What looks like use and is none. */
const others: readonly (readonly [string, Holds])[] = [
    ["its own istiod, Service, injector and validator", {}],
    [
        "pods that have failed or are complete",
        {
            pods: [
                pod({ phase: "Failed", annotations: { "istio.io/rev": revision } }),
                pod({ phase: "Succeeded", name: "web-2", annotations: { "istio.io/rev": revision } }),
            ],
        },
    ],
    [
        "a namespace whose old label wins over the revision",
        { namespaces: [namespace("shop", { "istio-injection": "enabled", "istio.io/rev": revision })] },
    ],
    [
        "pods that were opted out, by label or by annotation",
        {
            workloads: [
                workload("DaemonSet", { "istio.io/rev": revision, "sidecar.istio.io/inject": "false" }),
                workload(
                    "Deployment",
                    {},
                    {
                        template: {
                            labels: { "istio.io/rev": revision },
                            annotations: { "sidecar.istio.io/inject": "false" },
                        },
                    },
                ),
            ],
        },
    ],
    [
        "a tag of the other revision and who follows it",
        together(tagged("stable", "1-30-5-b"), {
            namespaces: [namespace("shop", { "istio.io/rev": "stable" })],
            pods: [pod({ annotations: { "istio.io/rev": "1-30-5-b" } })],
        }),
    ],
    [
        "a pod that asks for a proxy where the namespace's own label decides",
        together(tagged("default", "1-30-5-b"), tagged("stable", "1-30-5-b"), {
            namespaces: [namespace("shop", { "istio.io/rev": "stable" })],
            pods: [pod({ labels: { "sidecar.istio.io/inject": "true" } })],
        }),
    ],
    [
        "a Gateway of another implementation that says nothing",
        { namespaces: [plain], gateways: [gateway({ className: "nginx" })] },
    ],
    ["a Service of all control planes", { services: [service("all", { app: "istiod" }, {}, "monitoring")] }],
    [
        "a pod, a workload and a Service with the address of the other revision or of another host",
        {
            pods: [`istiod-${revision}-b.istio-system.svc`, `my-istiod-${revision}.shop.svc`].map((host) =>
                pod({ annotations: { ...calling(host).annotations, "istio.io/rev": `${revision}-b` } }),
            ),
            workloads: [
                workload(
                    "Deployment",
                    {},
                    { template: { labels: {}, ...calling(`istiod-${revision}-b.istio-system.svc`) } },
                ),
            ],
            services: [
                alias("other", `istiod-${revision}-b.istio-system.svc.cluster.local`),
                alias("another", `old.istiod-${revision}.example.com`),
            ],
        },
    ],
    [
        "a machine that is connected to the other revision",
        {
            machines: [
                {
                    kind: "WorkloadEntry",
                    namespace: "shop",
                    name: "vm-1",
                    labels: {},
                    annotations: { "istio.io/workloadController": "istiod-1-30-5-b-5d8c9f7b6-x2x4q" },
                },
            ],
        },
    ],
];

describe("what looks like a user of a revision", () => {
    for (const [what, holds] of others) {
        it(`does not count ${what}`, () => {
            expect(revisionUse(revision, viewOf(together(both, holds)))).to.deep.equal({ state: "free" });
        });
    }
});
