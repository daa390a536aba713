import { expect } from "chai";
import { observeMesh } from "../../components/revisions/observe";
import { followedBy } from "../../components/revisions/observeFollowed";
import { observeLeaving } from "../../components/revisions/observeFollowers";
import { versionOfImage } from "../../components/revisions/observeImage";
import {
    istiodView,
    labelled,
    podView,
    tagServiceView,
    tagWebhookView,
    unreadable,
    validatorView,
    viewOf,
    workloadView,
} from "./views";

const nothing = { revisions: new Map(), tags: new Map() };

describe("what a cluster runs", () => {
    const images: readonly [image: string | undefined, version: string | undefined][] = [
        ["docker.io/istio/pilot:1.30.3-distroless", "1.30.3"],
        ["registry.example:5000/istio/pilot:1.31.1", "1.31.1"],
        ["docker.io/istio/proxyv2:1.31.1-debug@sha256:0123", "1.31.1"],
        ["mirror/pilot:v1.31.1", "1.31.1"],
        ["registry.example:5000/istio/pilot", undefined],
        ["docker.io/istio/pilot:latest", undefined],
        ["docker.io/istio/pilot:1.31", undefined],
        ["docker.io/istio/pilot:1.31.1-acme.2", undefined],
        ["docker.io/istio/pilot@sha256:0123", undefined],
        [undefined, undefined],
    ];
    for (const [image, version] of images) {
        it(`reads ${version ?? "no version"} from the image ${image ?? "of nothing"}`, () => {
            expect(versionOfImage(image)).to.equal(version);
        });
    }

    it("tells control planes by their labels, with version, health and origin", () => {
        const { revisions } = observeMesh(
            viewOf({
                workloads: [
                    istiodView("1-30-5", "1.30.5", { wanted: 2, available: 2 }),
                    istiodView("1-31-1", "1.31.1", { wanted: 2, available: 1 }),
                    istiodView("idle", "1.31.1", { wanted: 0, available: 0 }),
                    workloadView("Deployment", "istio-system/istiod", {
                        labels: { app: "istiod", "istio.io/rev": "default" },
                        images: { discovery: "acme/pilot:ours" },
                    }),
                    istiodView("helms", "1.31.1", {
                        annotations: { "meta.helm.sh/release-name": "istiod-helms" },
                    }),
                    workloadView("DaemonSet", "a/b", { labels: { app: "istiod", "istio.io/rev": "x" } }),
                    workloadView("Deployment", "shop/web"),
                ],
            }),
            nothing,
        );
        const ready = { health: "ready", pods: { available: 1, wanted: 1 } };
        expect(Object.fromEntries(revisions ?? [])).to.deep.equal({
            "1-30-5": { version: "1.30.5", health: "ready", pods: { available: 2, wanted: 2 } },
            "1-31-1": { version: "1.31.1", health: "unready", pods: { available: 1, wanted: 2 } },
            idle: { version: "1.31.1", health: "unready", pods: { available: 0, wanted: 0 } },
            default: { ...ready, foreign: true },
            helms: { ...ready, version: "1.31.1", foreign: true },
        });
    });

    it("takes a tag for what its labels say, and sees a Service that lags behind or stands alone", () => {
        const { tags } = observeMesh(
            viewOf({
                webhooks: [
                    tagWebhookView("stable", "1-30-5"),
                    tagWebhookView("canary", "1-31-1"),
                    tagWebhookView("bare", "1-31-1"),
                    {
                        ...labelled("MutatingWebhookConfiguration", "others", {
                            "istio.io/tag": "prod",
                            "istio.io/rev": "a",
                        }),
                        services: [],
                    },
                    {
                        ...labelled("MutatingWebhookConfiguration", "istio-sidecar-injector-1-30-5", {
                            "istio.io/rev": "1-30-5",
                        }),
                        services: [],
                    },
                ],
                services: [
                    tagServiceView("stable", "1-30-5"),
                    tagServiceView("canary", "1-30-5"),
                    tagServiceView("alone", "1-31-1"),
                    {
                        ...labelled("Service", "istiod-1-30-5", { "istio.io/rev": "1-30-5" }, "istio-system"),
                        selector: {},
                    },
                ],
            }),
            nothing,
        );
        expect(Object.fromEntries(tags ?? [])).to.deep.equal({
            stable: { revision: "1-30-5", webhook: true, service: true },
            canary: { revision: "1-31-1", webhook: true, service: false },
            bare: { revision: "1-31-1", webhook: true, service: false },
            prod: { revision: "a", webhook: true, service: false, foreign: true },
            alone: { revision: "1-31-1", webhook: false, service: true },
        });
    });

    it("does not hold Services that could not be read against a tag", () => {
        const view = unreadable(viewOf({ webhooks: [tagWebhookView("stable", "1-30-5")] }), "services");
        expect(observeMesh(view, nothing).tags?.get("stable")).to.deep.equal({
            revision: "1-30-5",
            webhook: true,
            service: true,
        });
    });

    const validators: readonly [
        what: string,
        view: ReturnType<typeof validatorView> | undefined,
        seen: unknown,
    ][] = [
        [
            "the revision whose Service it calls",
            validatorView("istiod-1-31-1", { "istio.io/rev": "1-30-5" }),
            { revision: "1-31-1" },
        ],
        ["the control plane without a revision", validatorView("istiod"), { revision: "default" }],
        [
            "its label where it calls something else",
            validatorView("proxy-of-istiod", { "istio.io/rev": "1-30-5" }),
            { revision: "1-30-5" },
        ],
        ["nobody knows whom", validatorView("proxy-of-istiod"), "unknown"],
        ["none", undefined, "none"],
    ];
    for (const [what, view, seen] of validators) {
        it(`sees the default validator call ${what}`, () => {
            const { validator } = observeMesh(
                viewOf({ webhooks: view === undefined ? [] : [view] }),
                nothing,
            );
            expect(validator).to.deep.equal(seen);
        });
    }

    it("counts proxies by revision and version, those that have not ended", () => {
        const { proxies } = observeMesh(
            viewOf({
                pods: [
                    podView("shop/a", { revision: "1-30-5", version: "1.30.5" }),
                    podView("shop/b", { revision: "1-30-5", version: "1.30.5" }, { ending: true }),
                    podView("shop/c", { revision: "1-30-5", version: "1.30.3" }),
                    podView("shop/d", { revision: "1-31-1" }),
                    podView("shop/e", { revision: "1-31-1" }, { phase: "Succeeded" }),
                    podView("shop/f", { revision: "1-31-1" }, { phase: "Failed" }),
                    podView("shop/g"),
                    podView("shop/h", undefined, {
                        annotations: { "sidecar.istio.io/status": '{"revision":"1-29-9"}' },
                    }),
                    podView("shop/i", undefined, { annotations: { "sidecar.istio.io/status": "no JSON" } }),
                ],
            }),
            nothing,
        );
        expect(
            [...(proxies ?? [])].map(([revision, versions]) => [revision, Object.fromEntries(versions)]),
        ).to.deep.equal([
            ["1-30-5", { "1.30.5": 2, "1.30.3": 1 }],
            ["1-31-1", { "1.31.1": 1 }],
            ["1-29-9", { unknown: 1 }],
            ["unknown", { unknown: 1 }],
        ]);
    });

    const followed: readonly [
        namespace: Record<string, string>,
        pod: Record<string, string>,
        name: string | undefined,
    ][] = [
        [{ "istio.io/rev": "stable" }, {}, "stable"],
        [{ "istio.io/rev": "stable" }, { "istio.io/rev": "canary" }, "stable"],
        [{ "istio.io/rev": "stable", "istio-injection": "enabled" }, {}, "default"],
        [
            { "istio.io/rev": "stable", "istio-injection": "disabled" },
            { "sidecar.istio.io/inject": "true" },
            undefined,
        ],
        [{}, { "istio.io/rev": "canary" }, "canary"],
        [{}, { "istio.io/rev": "canary", "sidecar.istio.io/inject": "true" }, "canary"],
        [{}, { "sidecar.istio.io/inject": "true" }, "default"],
        [{ "istio.io/rev": "stable" }, { "sidecar.istio.io/inject": "false" }, undefined],
        [{}, {}, undefined],
    ];
    for (const [namespace, pod, name] of followed) {
        it(`finds that a pod ${JSON.stringify(pod)} in a namespace ${JSON.stringify(namespace)} follows ${name ?? "nothing"}`, () => {
            expect(followedBy(namespace, pod)).to.equal(name);
        });
    }

    it("names the pods that have not followed their tag, and what would start them again", () => {
        const view = viewOf({
            namespaces: [
                labelled("Namespace", "shop", { "istio.io/rev": "stable" }),
                labelled("Namespace", "pinned", { "istio.io/rev": "1-30-5" }),
                labelled("Namespace", "plain"),
            ],
            webhooks: [tagWebhookView("stable", "1-31-1"), tagWebhookView("gateways", "1-30-5")],
            pods: [
                podView(
                    "shop/web-5d9f-x",
                    { revision: "1-30-5" },
                    { owner: { kind: "Deployment", name: "web" } },
                ),
                podView("shop/old-x", { revision: "1-30-5" }, { owner: { kind: "ReplicaSet", name: "old" } }),
                podView("shop/bare", { revision: "1-30-5" }),
                podView("shop/current", { revision: "1-31-1" }),
                podView("shop/ending", { revision: "1-30-5" }, { ending: true }),
                podView("shop/done", { revision: "1-30-5" }, { phase: "Succeeded" }),
                podView("shop/unmeshed"),
                podView("pinned/web", { revision: "1-29-9" }),
                podView("plain/gateway", { revision: "1-31-1" }, { labels: { "istio.io/rev": "gateways" } }),
                podView("plain/left", { revision: "1-31-1" }),
            ],
        });
        const { followers, stale } = observeMesh(view, nothing);
        const inShop = { namespace: "shop", revision: "1-30-5" };
        const behind = [
            { ...inShop, name: "web-5d9f-x", owner: { kind: "Deployment", name: "web" } },
            { ...inShop, name: "old-x", owner: { kind: "ReplicaSet", name: "old" } },
            { ...inShop, name: "bare" },
        ];
        const gateways = [{ namespace: "plain", name: "gateway", revision: "1-31-1" }];
        expect(Object.fromEntries(stale ?? [])).to.deep.equal({ stable: behind, gateways });
        expect(Object.fromEntries(followers ?? [])).to.deep.equal({
            stable: [...behind, { namespace: "shop", name: "current", revision: "1-31-1" }],
            "1-30-5": [{ namespace: "pinned", name: "web", revision: "1-29-9" }],
            gateways,
        });
        expect(observeLeaving(view)).to.deep.equal([
            { namespace: "plain", name: "left", revision: "1-31-1" },
        ]);
    });

    const ownTemplate = { "sidecar.istio.io/inject": "false" };
    const leavers: readonly [what: string, leaves: boolean, pod: ReturnType<typeof podView>][] = [
        [
            "a ztunnel, whose container is called as a proxy's",
            false,
            podView("plain/ztunnel-x", undefined, {
                labels: ownTemplate,
                proxyImage: "docker.io/istio/ztunnel:1.31.1",
                owner: { kind: "DaemonSet", name: "ztunnel" },
            }),
        ],
        [
            "a gateway of the Gateway API, whose template has the proxy",
            false,
            podView(
                "plain/way-in-x",
                { revision: "1-31-1" },
                { labels: ownTemplate, annotations: { "istio.io/rev": "1-31-1" } },
            ),
        ],
        [
            "a pod with a proxy of its own making, though it does not say so",
            false,
            podView("plain/x", { revision: "1-31-1" }, { annotations: {} }),
        ],
        [
            "an injected pod whose label sends the injector away",
            false,
            podView("plain/x", { revision: "1-31-1" }, { labels: ownTemplate }),
        ],
        [
            "a pod that was injected because its control plane does so by default, where nothing read tells that",
            true,
            podView("plain/x", { revision: "1-31-1" }),
        ],
    ];
    for (const [what, leaves, pod] of leavers) {
        it(`${leaves ? "counts" : "does not count"} as leaving ${what}`, () => {
            const view = viewOf({ namespaces: [labelled("Namespace", "plain")], pods: [pod] });
            expect(observeLeaving(view)?.map(({ name }) => name)).to.deep.equal(leaves ? ["x"] : []);
        });
    }

    const node = { "k8s-app": "istio-cni-node" };
    const crd = (labels: Record<string, string>) =>
        labelled("CustomResourceDefinition", "x.istio.io", labels);
    const shared: readonly [what: string, view: Parameters<typeof viewOf>[0], seen: unknown][] = [
        [
            "istio-cni by its DaemonSet",
            {
                workloads: [
                    workloadView("DaemonSet", "istio-cni/istio-cni-node", {
                        labels: node,
                        images: { "install-cni": "docker.io/istio/install-cni:1.31.1-distroless" },
                    }),
                ],
            },
            [{ version: "1.31.1" }, "none"],
        ],
        [
            "istio-cni of a version nobody can tell",
            { workloads: [workloadView("DaemonSet", "istio-cni/istio-cni-node", { labels: node })] },
            ["unknown", "none"],
        ],
        ["no istio-cni and no CRDs", {}, ["none", "none"]],
        [
            "CRDs of the version on their label",
            { customResourceDefinitions: [crd({ "app.kubernetes.io/version": "1.31.1" })] },
            ["none", { version: "1.31.1" }],
        ],
        [
            "CRDs of the version of their chart",
            { customResourceDefinitions: [crd({ "helm.sh/chart": "base-1.30.5" })] },
            ["none", { version: "1.30.5" }],
        ],
        [
            "CRDs of the oldest version where an update was cut short",
            {
                customResourceDefinitions: [
                    crd({ "app.kubernetes.io/version": "1.31.1" }),
                    crd({ "app.kubernetes.io/version": "1.30.5" }),
                ],
            },
            ["none", { version: "1.30.5" }],
        ],
        [
            "CRDs that do not say where they are from",
            { customResourceDefinitions: [crd({})] },
            ["none", "unknown"],
        ],
    ];
    for (const [what, lists, seen] of shared) {
        it(`sees ${what}`, () => {
            const { cni, crds } = observeMesh(viewOf(lists), nothing);
            expect([cni, crds]).to.deep.equal(seen);
        });
    }

    it("asks for the use of everything declared or seen", () => {
        const view = viewOf({
            workloads: [istiodView("b", "1.31.1")],
            webhooks: [tagWebhookView("y", "b")],
            pods: [podView("shop/a", { revision: "c" })],
        });
        const declared = { revisions: new Map([["a", { version: "1.31.1" }]]), tags: new Map([["x", "a"]]) };
        const { revisionUse, tagUse } = observeMesh(view, declared);
        expect([[...revisionUse.keys()], [...tagUse.keys()]]).to.deep.equal([
            ["a", "b", "c"],
            ["x", "y"],
        ]);
    });

    it("knows nothing of lists that could not be read, instead of finding them empty", () => {
        const view = unreadable(
            viewOf({ kubernetes: "1.34" }),
            "namespaces",
            "pods",
            "workloads",
            "services",
            "webhooks",
            "customResourceDefinitions",
        );
        const { revisionUse, tagUse, ...rest } = observeMesh(view, nothing);
        expect([revisionUse.size, tagUse.size]).to.deep.equal([0, 0]);
        expect(rest).to.deep.equal({
            revisions: undefined,
            tags: undefined,
            validator: "unknown",
            proxies: undefined,
            followers: undefined,
            stale: undefined,
            cni: "unknown",
            crds: "unknown",
            kubernetes: "1.34",
        });
        expect(observeLeaving(view)).to.equal(undefined);
        for (const list of ["pods", "namespaces", "webhooks"] as const) {
            const { followers, stale } = observeMesh(unreadable(viewOf(), list), nothing);
            expect(stale, list).to.equal(undefined);
            expect(followers === undefined, list).to.equal(list !== "webhooks");
        }
    });
});
