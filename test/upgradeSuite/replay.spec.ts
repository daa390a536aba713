import { expect } from "chai";
import { replay, type WatchEvent } from "../lab/upgrade/replay";
import { requiredFor } from "../lab/upgrade/webhookState";

const required = requiredFor({ revisions: ["old"], tags: ["canary"] }, ["new"]);

function event(type: string, kind: string, name: string, version: number, leadsTo: string): WatchEvent {
    const metadata = { name, resourceVersion: `${version}` };
    if (kind === "Service") {
        return {
            type,
            object: {
                kind,
                metadata: { ...metadata, namespace: "istio-system" },
                spec: { selector: { "istio.io/rev": leadsTo } },
            },
        };
    }
    const service = { namespace: "istio-system", name: `istiod-${leadsTo}` };
    return { type, object: { kind, metadata, webhooks: [{ name: "hook", clientConfig: { service } }] } };
}

const mutating = "MutatingWebhookConfiguration";
const validating = "ValidatingWebhookConfiguration";
const start = [
    event("ADDED", "Service", "istiod-old", 1, "old"),
    event("ADDED", "Service", "istiod-revision-tag-canary", 2, "old"),
    event("ADDED", mutating, "istio-sidecar-injector-old", 3, "old"),
    event("ADDED", mutating, "istio-revision-tag-canary", 4, "old"),
    event("ADDED", validating, "istio-validator-old-istio-system", 5, "old"),
    event("ADDED", validating, "istiod-default-validator", 6, "old"),
];

describe("the history of webhooks and Services", () => {
    const cases: readonly { what: string; events: readonly WatchEvent[]; found: readonly string[] }[] = [
        { what: "finds nothing while nothing changes", events: [], found: [] },
        {
            what: "lets a tag move by an update, its webhook or its Service first",
            events: [
                event("ADDED", "Service", "istiod-new", 7, "new"),
                event("MODIFIED", mutating, "istio-revision-tag-canary", 8, "new"),
                event("MODIFIED", "Service", "istiod-revision-tag-canary", 9, "new"),
            ],
            found: [],
        },
        {
            what: "finds a tag that was deleted and made again, however short that was",
            events: [
                event("DELETED", mutating, "istio-revision-tag-canary", 7, "old"),
                event("ADDED", mutating, "istio-revision-tag-canary", 8, "old"),
            ],
            found: ["at 7: MutatingWebhookConfiguration/istio-revision-tag-canary is absent"],
        },
        {
            what: "finds a tag that points to a control plane which is not there yet, in the order of the versions",
            events: [
                event("ADDED", "Service", "istiod-new", 8, "new"),
                event("MODIFIED", mutating, "istio-revision-tag-canary", 7, "new"),
            ],
            found: [
                "at 7: MutatingWebhookConfiguration/istio-revision-tag-canary: hook calls istio-system/istiod-new, which is not there",
            ],
        },
        {
            what: "finds a Service of a tag that selects nothing",
            events: [event("MODIFIED", "Service", "istiod-revision-tag-canary", 7, "new")],
            found: ["at 7: Service istio-system/istiod-revision-tag-canary selects new, which is not there"],
        },
        {
            what: "asks nothing of the webhooks of a revision that is coming",
            events: [event("ADDED", mutating, "istio-sidecar-injector-new", 7, "new")],
            found: [],
        },
        {
            what: "finds a default validator left behind by the Service it calls",
            events: [event("DELETED", "Service", "istiod-old", 7, "old")],
            found: [
                "at 7: Service istio-system/istiod-old is absent",
                "at 7: MutatingWebhookConfiguration/istio-sidecar-injector-old: hook calls istio-system/istiod-old, which is not there",
                "at 7: MutatingWebhookConfiguration/istio-revision-tag-canary: hook calls istio-system/istiod-old, which is not there",
                "at 7: ValidatingWebhookConfiguration/istio-validator-old-istio-system: hook calls istio-system/istiod-old, which is not there",
                "at 7: ValidatingWebhookConfiguration/istiod-default-validator: hook calls istio-system/istiod-old, which is not there",
                "at 7: Service istio-system/istiod-revision-tag-canary selects old, which is not there",
            ],
        },
    ];
    for (const { what, events, found } of cases) {
        it(what, () => {
            expect(replay([...start, ...events], required, 6)).to.deep.equal(found);
        });
    }

    it("judges nothing that was over before the update began", () => {
        const before = [
            event("DELETED", mutating, "istio-revision-tag-canary", 7, "old"),
            event("ADDED", mutating, "istio-revision-tag-canary", 8, "old"),
        ];
        expect(replay([...start, ...before], required, 8)).to.deep.equal([]);
    });
});
