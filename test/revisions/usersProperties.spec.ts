import { expect } from "chai";
import fc from "fast-check";
import type { ClusterView } from "../../components/revisions/clusterView";
import type { Use } from "../../components/revisions/use";
import { revisionUse, tagUse, withoutEndingPods } from "../../components/revisions/users";
import { runs } from "../support/runs";
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
    usedLists,
    viewOf,
    webhook,
    workload,
} from "./usedView";

const revisions = ["1-30-5", "1-30-5-b", "1-31-1"] as const;
const tags = ["default", "stable", "canary"] as const;
const places = ["shop", "edge", "ml"] as const;

const followed = fc.constantFrom<string>(...revisions, ...tags);
const host = fc
    .oneof(
        fc.constantFrom<string>(...revisions),
        fc.constantFrom<string>(...tags).map((tag) => `revision-tag-${tag}`),
    )
    .map((each) => `istiod-${each}.istio-system.svc`);
const place = fc.constantFrom<string>(...places);
const name = fc.integer({ min: 0, max: 99 }).map((each) => `n${each}`);
const podLabels = fc.oneof(
    fc.constant({}),
    followed.map((value) => ({ "istio.io/rev": value })),
    fc.constant({ "sidecar.istio.io/inject": "true" }),
    followed.map((value) => ({ "istio.io/rev": value, "sidecar.istio.io/inject": "false" })),
);

/** One object that somebody may add to a cluster; namespaces are there from the start, as their pods need them. */
const object: fc.Arbitrary<Holds> = fc.oneof(
    fc
        .record({
            namespace: place,
            name,
            labels: podLabels,
            phase: fc.constantFrom("Running", "Pending", "Succeeded", "Failed"),
            ending: fc.boolean(),
            annotations: fc.oneof(
                fc.constant({}),
                fc.constantFrom(...revisions).map((value) => ({ "istio.io/rev": value })),
                host.map((each) => calling(each).annotations),
            ),
            proxyEnv: fc.oneof(
                fc.constant({}),
                host.map((each) => ({ PROXY_CONFIG: `{"discoveryAddress":"${each}:15012"}` })),
            ),
        })
        .map((its) => ({ pods: [pod(its)] })),
    fc
        .record({
            kind: fc.constantFrom("Deployment", "CronJob"),
            namespace: place,
            name,
            labels: podLabels,
            configured: fc.oneof(fc.constant({ annotations: {} }), host.map(calling)),
        })
        .map(({ kind, labels, configured, ...its }) => ({
            workloads: [workload(kind, labels, { ...its, template: { labels, ...configured } })],
        })),
    fc.record({ name, to: host }).map((its) => ({ services: [alias(its.name, its.to)] })),
    fc
        .record({ namespace: place, name, labels: podLabels, className: fc.constantFrom("istio", "nginx") })
        .map((its) => ({ gateways: [gateway(its)] })),
    fc
        .record({ tag: fc.constantFrom(...tags), to: fc.constantFrom(...revisions) })
        .map(({ tag, to }) => tagged(tag, to)),
    fc.constantFrom(...revisions).map(installed),
    fc
        .record({ name, to: fc.constantFrom(...revisions) })
        .map((its) => ({ webhooks: [webhook("Validating", its.name, {}, `istio-system/istiod-${its.to}`)] })),
    fc
        .record({ name, to: fc.constantFrom(...revisions) })
        .map((its) => ({ services: [service(its.name, { "istio.io/rev": its.to })] })),
);

const namespaces: fc.Arbitrary<Holds> = fc
    .tuple(
        ...places.map((each) =>
            fc
                .oneof(
                    fc.constant({}),
                    followed.map((value) => ({ "istio.io/rev": value })),
                    fc.constant({ "istio-injection": "enabled" }),
                )
                .map((labels) => namespace(each, labels)),
        ),
    )
    .map((all) => ({ namespaces: all }));

const cluster = fc
    .tuple(namespaces, fc.array(object, { maxLength: 8 }))
    .map(([first, rest]) => together(first, ...rest));

function uses(view: ClusterView): readonly Use[] {
    return [...revisions.map((each) => revisionUse(each, view)), ...tags.map((each) => tagUse(each, view))];
}

describe("use of revisions and tags, in any cluster", () => {
    it("never turns from used to free because something was added", () => {
        fc.assert(
            fc.property(cluster, object, (before, added) => {
                const then = uses(viewOf(together(before, added)));
                for (const [index, use] of uses(viewOf(before)).entries()) {
                    if (use.state !== "free") {
                        expect(then[index]?.state).to.not.equal("free");
                    }
                }
            }),
            runs(1000),
        );
    });

    it("is never free while a list that it is told from could not be read", () => {
        fc.assert(
            fc.property(cluster, fc.constantFrom(...usedLists), (holds, list) => {
                const view = { ...viewOf(holds), [list]: { read: false, because: "forbidden" } };
                for (const use of uses(view)) {
                    expect(use.state).to.equal("unknown");
                }
            }),
            runs(300),
        );
    });

    it("is not told from CRDs, so that nobody needs to read them for it", () => {
        fc.assert(
            fc.property(cluster, (holds) => {
                const view = viewOf(holds);
                const unread = { read: false, because: "forbidden" } as const;
                expect(uses({ ...view, customResourceDefinitions: unread })).to.deep.equal(uses(view));
            }),
            runs(100),
        );
    });

    it("does not depend on the order in which the cluster lists its objects", () => {
        fc.assert(
            fc.property(namespaces, fc.array(object, { maxLength: 8 }), (first, rest) => {
                const states = (holds: Holds) => uses(viewOf(holds)).map(({ state }) => state);
                expect(states(together(first, ...[...rest].reverse()))).to.deep.equal(
                    states(together(first, ...rest)),
                );
            }),
            runs(300),
        );
    });

    it("only shrinks when what is ending is left out, and then has no ending pod", () => {
        fc.assert(
            fc.property(cluster, (holds) => {
                const view = viewOf(holds);
                const later = uses(withoutEndingPods(view));
                for (const [index, use] of uses(view).entries()) {
                    if (use.state === "free") {
                        expect(later[index]?.state).to.equal("free");
                    }
                }
                for (const use of later) {
                    const ending =
                        "by" in use ? use.by.filter(({ because }) => because.includes("ending")) : [];
                    expect(ending).to.deep.equal([]);
                }
            }),
            runs(300),
        );
    });
});
