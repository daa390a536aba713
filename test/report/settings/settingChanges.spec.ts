import { expect } from "chai";
import { compare } from "../../../report/compare";
import { readStack } from "../../../report/read/stack";
import { settingChanges } from "../../../report/settings/settingChanges";
import type { Side } from "../../../report/side";
import { withEdits } from "../pairs/applyEdits";
import { inStack, type TextEdit } from "../pairs/pair";

describe("what a report says of settings that no object holds", () => {
    const base = sideWith([]);
    const cluster = "  meshwright:cluster: { context: prod, client: { qps: 20 } }\n";
    const gateways = "    istio-ingressgateway: { kind: ingress }";

    it("is each that is set, and each that is set no longer", () => {
        const set = sideWith([adding(`${cluster}  meshwright:retired: [1-29-9]\n`)]);
        expect(said(base, set)).to.deep.equal([
            "setting cluster.client.qps: 50 → 20",
            "setting cluster.context: prod (was not set)",
            "setting retired: 1-29-9 (was not set)",
        ]);
        expect(said(set, base)).to.deep.equal([
            "setting cluster.client.qps: 20 → 50",
            "setting cluster.context is no longer set (was prod)",
            "setting retired is no longer set (was 1-29-9)",
        ]);
    });

    it("is how many pods a gateway's canary has: its tag is told of as a revision", () => {
        const edit = inStack(gateways, gateways.replace("ingress }", "ingress, canary: { tag: stable } }"));
        const section = "setting gateways.istio-ingressgateway";
        expect(said(base, sideWith([edit]))).to.deep.equal([`${section}.canary.replicas: 1 (was not set)`]);
    });

    for (const [effect, were, are] of [
        ["closes", "", "203.0.113.0/24"],
        ["opens", "203.0.113.0/24", ""],
        ["closes", "203.0.113.0/24", "203.0.113.128/25"],
        ["opens", "203.0.113.128/25", "203.0.113.0/24"],
        ["closes", "203.0.113.0/24, 198.51.100.0/24", "203.0.113.0/24"],
        ["opens", "203.0.113.0/24", "198.51.100.0/24"],
        ["opens", "2001:db8::/32", "2001:db8::/32, 198.51.100.0/24"],
        ["closes", "0.0.0.0/0, ::/0", "0.0.0.0/0"],
    ] as const) {
        it(`${effect} the door of a gateway whose load balancer admits [${are}] where it was [${were}]`, () => {
            const [before, after] = [admitting(were), admitting(are)];
            const sorted = (ranges: string) =>
                ranges === "" || ranges === "0.0.0.0/0, ::/0"
                    ? "any address"
                    : ranges.split(", ").sort().join(", ");
            const { statements, verdict } = compare(before, after);
            expect(
                statements.map(({ sentence, ...each }) => [each.section, each.effect, sentence]),
            ).to.deep.equal([
                [
                    "exposure",
                    effect,
                    `gateway istio-ingressgateway may be reached from ${sorted(are)}; before, from ${sorted(were)}`,
                ],
            ]);
            expect(verdict).to.equal("1 change of what is exposed");
        });
    }

    it("is nothing of ranges that admit the same", () => {
        expect(
            compare(admitting("203.0.113.0/24, 203.0.113.128/25"), admitting("203.0.113.0/24")).statements,
        ).to.deep.equal([]);
        expect(compare(admitting(""), admitting("0.0.0.0/0, ::/0")).statements).to.deep.equal([]);
        const halves = "0.0.0.0/1, 128.0.0.0/2, 192.0.0.0/2, ::/1, 8000::/1";
        expect(compare(admitting(""), admitting(halves)).statements).to.deep.equal([]);
        expect(compare(admitting("0.0.0.0/0"), admitting("128.0.0.0/1, 0.0.0.0/1")).statements).to.deep.equal(
            [],
        );
    });

    const admitting = (ranges: string): Side => {
        const admitted = `ingress, service: { sourceRanges: [${ranges.replaceAll(/[^, ]+/g, '"$&"')}] } }`;
        return sideWith([inStack(gateways, gateways.replace("ingress }", admitted))]);
    };

    it("is what istiod is told of an authorizer", () => {
        const asking = (timeout: string): Side =>
            sideWith([
                adding(
                    `  meshwright:authorizers: { door: { protocol: http, host: cart.shop.svc.cluster.local, port: 80, timeout: ${timeout} } }\n`,
                ),
            ]);
        expect(said(asking("1s"), asking("2s"))).to.deep.equal([
            "setting meshConfig.extensionProviders[authorizer-door].envoyExtAuthzHttp.timeout: 1s → 2s",
        ]);
    });

    it("is nothing of a gateway that comes or goes, of which its objects tell", () => {
        const second = "    second-gateway: { kind: ingress, namespace: second, replicas: 4 }";
        const another = sideWith([
            inStack(gateways, `${gateways}\n${second}`),
            inStack("servers: [https]", "servers: [https], gateway: istio-ingressgateway"),
        ]);
        expect(said(base, another)).to.deep.equal([]);
        expect(
            compare(base, another)
                .statements.map(({ sentence }) => sentence)
                .join(),
        ).to.contain("second");
    });

    it("is nothing where one side does not know its settings, as a preview does not", () => {
        const { settings: _, ...unknown } = base;
        const other = sideWith([adding(cluster)]);
        expect(said(unknown, other)).to.deep.equal([]);
        expect(said(other, unknown)).to.deep.equal([]);
    });
});

function adding(lines: string): TextEdit {
    return inStack("  meshwright:environment:", `${lines}  meshwright:environment:`);
}

function said(before: Side, after: Side): readonly string[] {
    return settingChanges(before, after)
        .map(({ sentence }) => sentence)
        .sort();
}

function sideWith(edits: readonly TextEdit[]): Side {
    const side = withEdits(edits, (path) => readStack(path, "2026-11-28"));
    if (!side.ok) {
        throw new Error(side.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    }
    return side.value;
}
