import { expect } from "chai";
import { packOf } from "../../policies/pack";
import { requireDefaultDeny } from "../../policies/security/requireDefaultDeny";
import { disallowHostNetwork } from "../../policies/workload/disallowHostNetwork";
import { registered, reports, runPolicies, stackReports } from "./crossguard";
import { deployment, istiod, namespace, owned, podTemplate } from "./objects";

const open = deployment(podTemplate({}, { hostNetwork: true }));
const found =
    "Deployment core/orders: spec.template.spec.hostNetwork is true, so the pod runs without a sidecar and outside " +
    "every mesh policy; remove it";
const reason = "a node agent";
const judged = (exemption: object, manifest = open) =>
    reports(disallowHostNetwork, manifest, { exemptions: [{ reason, ...owned, ...exemption }] });

describe("an exemption", () => {
    it("is by name, by URN, or by both", () => {
        const urn = "urn:pulumi:test::program::kubernetes:apps/v1:Deployment::thing";
        for (const pattern of [
            { object: "Deployment core/orders" },
            { object: "*core/*" },
            { urn },
            { urn: "*::program::*Deployment*" },
            { urn, object: "Deployment *" },
        ]) {
            expect(judged(pattern), JSON.stringify(pattern)).to.deep.equal([]);
        }
        for (const pattern of [
            {},
            { object: "Deployment core/order" },
            { object: "Deployment core/orders-*" },
            { urn: "*::other::*" },
            { urn, object: "DaemonSet *" },
        ]) {
            expect(judged(pattern), JSON.stringify(pattern)).to.deep.equal([`mandatory: ${found}`]);
        }
    });

    it("warns from 14 days before its end", () => {
        const until = (day: string) => judged({ object: "*", until: day });
        expect(until("2026-12-05")).to.deep.equal([]);
        expect(until("2026-12-04")).to.deep.equal([
            `advisory: ${found} (exempt: a node agent; its last day is in 14 days; ask platform)`,
        ]);
        expect(until("2026-11-20")).to.deep.equal([
            `advisory: ${found} (exempt: a node agent; today is its last day; ask platform)`,
        ]);
    });

    it("does not count once it has ended, or without reason, owner or a near end, and says so", () => {
        const why = (exemption: object) => judged({ object: "*", ...exemption });
        for (const [exemption, note] of [
            [{ until: "2026-11-19" }, "its exemption ended on 2026-11-19; ask platform"],
            [{ reason: "because" }, 'its exemption gives no reason: "because"'],
            [{ owner: " " }, "its exemption names no owner"],
            [{ until: undefined }, 'its exemption ends on no day: ""'],
            [{ until: "2027-02-30" }, 'its exemption ends on no day: "2027-02-30"'],
            [{ until: "2027-05-20" }, "its exemption may end at most 180 days ahead, not on 2027-05-20"],
        ] as const) {
            expect(why(exemption), note).to.deep.equal([`mandatory: ${found} (${note})`]);
        }
    });

    it("that has ended is no violation of what has nothing to object to", () => {
        expect(judged({ object: "*", until: "2026-11-19" }, deployment(podTemplate()))).to.deep.equal([]);
    });

    it("goes by the best of several", () => {
        const exemptions = [
            { object: "*", reason, ...owned, until: "2026-11-01" },
            { object: "*", reason, ...owned },
        ];
        expect(reports(disallowHostNetwork, open, { exemptions })).to.deep.equal([]);
    });

    it("works on findings about a whole stack too, for its object alone", () => {
        const stack = [istiod(), ...["core", "edge"].map((name) => namespace(name, { "istio.io/rev": "a" }))];
        const exemptions = [{ object: "Namespace core", reason: "served by a waypoint", ...owned }];
        const said = stackReports(requireDefaultDeny, stack, { exemptions });
        expect(said).to.have.length(1);
        expect(said[0]).to.match(/^mandatory: Namespace edge: /);
    });
});

describe("break glass", () => {
    const glass = { reason: "the mesh is down", owner: "on call", until: "2026-11-27" };
    const run = (config: object) =>
        runPolicies(packOf([disallowHostNetwork]), [registered(open)], { now: "2026-11-20", ...config }).map(
            (each) => each.text,
        );

    it("lets everything pass, and says so on every finding", () => {
        const note = "break glass through 2026-11-27 by on call: the mesh is down";
        expect(run(glass)).to.deep.equal([
            `advisory: Everything passes: ${note}`,
            `advisory: ${found} (${note})`,
        ]);
        expect(run({})).to.deep.equal([`mandatory: ${found}`]);
    });

    it("changes nothing and is refused itself when it is not in order", () => {
        for (const [change, problem] of [
            [{ reason: "fire" }, 'gives no reason: "fire"; say in 10 characters at least what is on fire'],
            [{ owner: "" }, "names no owner; say whom to ask"],
            [{ until: "soon" }, 'ends on no day: "soon"; give its last one as YYYY-MM-DD'],
            [
                { until: "2026-11-19" },
                "ended on 2026-11-19; take it out of the configuration, or ask on call",
            ],
            [
                { until: "2026-11-28" },
                "may end at most 7 days ahead, not on 2026-11-28; what lasts longer is an exemption",
            ],
        ] as const) {
            expect(run({ ...glass, ...change }), problem).to.deep.equal([
                `mandatory: The break glass of this pack ${problem}`,
                `mandatory: ${found}`,
            ]);
        }
    });
});
