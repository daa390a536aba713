import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { routeChanges } from "../../../report/traffic/routes";
import { caller, external, rule, service, sideOf, virtualService } from "./sides";

const cart = service("cart");

describe("what a report says of rules for requests", () => {
    it("is what the first rule that takes a request does, not the last that reads the same", () => {
        const before = virtualService([rule("1s"), rule("15s")]);
        const after = virtualService([rule("15s"), rule("1s")]);
        expect(said([cart, before], [cart, after])).to.deep.equal(["shop/cart: timeout 1s → 15s"]);
    });

    it("is nothing where rules are cut by the ports that a Service gains", () => {
        const before = virtualService([rule("5s", caller("front")), rule("15s")]);
        const cut = [80, 90].flatMap((port) => [
            toPort(rule("5s", { ...caller("front"), port }), port),
            toPort(rule("15s", { port }), port),
        ]);
        const both = service("cart", { ports: [{ port: 80 }, { port: 90 }] });
        expect(said([cart, before], [both, virtualService(cut)])).to.deep.equal([]);
        expect(said([both, virtualService(cut)], [cart, before])).to.deep.equal([]);
    });

    it("names the port where only one of them is treated otherwise", () => {
        const both = service("cart", { ports: [{ port: 80 }, { port: 90 }] });
        const before = virtualService([rule("15s")]);
        const after = virtualService([rule("5s", { port: 90 }), rule("15s")]);
        expect(said([both, before], [both, after])).to.deep.equal(["shop/cart on port 90: timeout 15s → 5s"]);
    });

    it("is nothing where rules that no request can both fulfil change places", () => {
        const [one, two] = [rule("1s", caller("front")), rule("2s", caller("back"))];
        expect(said([virtualService([one, two])], [virtualService([two, one])])).to.deep.equal([]);
        const [get, post] = ["GET", "POST"].map((exact) =>
            rule(`${exact.length}s`, { method: { exact } }),
        ) as [object, object];
        expect(said([virtualService([get, post])], [virtualService([post, get])])).to.deep.equal([]);
    });

    it("is that rules change places where a request can fulfil both and they do different things", () => {
        const [one, two] = [rule("1s", { uri: { prefix: "/a" } }), rule("2s", caller("front"))];
        const swapped = [virtualService([two, one])];
        expect(said([virtualService([one, two])], swapped)).to.deep.equal([
            "shop/cart: its rules are tried in another order",
        ]);
        const alike = rule("1s", caller("front"));
        expect(said([virtualService([one, alike])], [virtualService([alike, one])])).to.deep.equal([]);
    });

    it("is what happens to the narrower of two rules where the wider one comes first now", () => {
        const [narrow, wide] = [rule("1s", caller("front")), rule("2s")];
        expect(said([virtualService([narrow, wide])], [virtualService([wide, narrow])])).to.deep.equal([
            "shop/cart, calls of shop/front: timeout 1s → 2s",
        ]);
    });

    it("is what a rule asks for besides where nothing else takes the rest, in the mesh and at a gateway", () => {
        const asking = rule("1s", { headers: { "x-user": { exact: "me" } } });
        const narrower = [
            "shop/cart: only requests that match headers x-user exact me are routed now; others get 404",
        ];
        const wider = [
            "shop/cart: requests are routed whether or not they match headers x-user exact me; others got 404 before",
        ];
        expect(said([virtualService([rule("1s")])], [virtualService([asking])])).to.deep.equal(narrower);
        expect(said([virtualService([asking])], [virtualService([rule("1s")])])).to.deep.equal(wider);

        const paths = { uri: { prefix: "/a" } };
        for (const more of [
            { queryParams: { day: { exact: "1" } } },
            { withoutHeaders: { day: { exact: "1" } } },
            { scheme: { exact: "https" } },
        ]) {
            const at = (match: object) =>
                virtualService([rule("1s", match)], { hosts: ["shop.example"], gateways: ["edge/web"] });
            const [sentence, ...others] = said([at(paths)], [at({ ...paths, ...more })]);
            expect(others).to.deep.equal([]);
            expect(sentence).to.match(
                /^shop\.example at edge\/web: only requests that match (queryParams|withoutHeaders|scheme) .* are routed now/,
            );
        }
    });

    it("is what a rule asks for instead where it asked for something else", () => {
        const asking = (day: string) => virtualService([rule("1s", { headers: { day: { exact: day } } })]);
        expect(said([asking("1")], [asking("2")])).to.deep.equal([
            "shop/cart: requests that match headers day exact 2 are routed now, and no longer those that match headers day exact 1",
        ]);
    });

    it("is nothing where another rule takes what does not fulfil a condition", () => {
        const asking = rule("1s", { headers: { "x-user": { exact: "me" } } });
        const rest = rule("1s");
        expect(said([virtualService([rest])], [virtualService([asking, rest])])).to.deep.equal([]);
        expect(said([virtualService([asking, rest])], [virtualService([rest])])).to.deep.equal([]);
    });

    it("is nothing where durations and lists are only written otherwise", () => {
        const settings = (timeout: string, retryOn: string, methods: readonly string[]): Manifest =>
            virtualService([
                {
                    ...rule(timeout),
                    retries: { attempts: 2, retryOn },
                    corsPolicy: { allowMethods: methods },
                },
            ]);
        const before = settings("60s", "5xx,reset", ["GET", "PUT"]);
        expect(said([before], [settings("1m", "reset,5xx", ["PUT", "GET"])])).to.deep.equal([]);
        expect(said([settings("30s", "5xx", [])], [settings("30000ms", "5xx", [])])).to.deep.equal([]);
        expect(said([before], [settings("1m30s", "5xx", ["GET", "PUT"])])).to.deep.equal([
            "shop/cart: timeout 60s → 1m30s; retries.retryOn 5xx,reset → 5xx",
        ]);
    });

    it("takes the values of headers at their words, though they look like durations", () => {
        const setting = (value: string): Manifest =>
            virtualService([{ ...rule("1s"), headers: { request: { set: { timeout: value } } } }]);
        expect(said([setting("60s")], [setting("1m")])).to.deep.equal([
            "shop/cart: headers.request.set.timeout 60s → 1m",
        ]);
    });

    it("is told once of a host outside, whose calls pass a gateway with rules of its own", () => {
        const gateways = ["mesh", "istio-egress/out"];
        const rules = (timeout: string): Manifest =>
            virtualService(
                [
                    { ...rule(timeout, { ...caller("front"), gateways: ["mesh"] }) },
                    { ...rule(timeout, { gateways: ["istio-egress/out"], port: 15444 }) },
                ],
                { hosts: ["api.example.com"], gateways },
            );
        const host = external("api.example.com");
        expect(said([host, rules("15s")], [host, rules("3s")])).to.deep.equal([
            "api.example.com: timeout 15s → 3s",
        ]);
    });

    it("is that shares are left to a controller, and nothing of the weights it finds", () => {
        const [ours, left] = [split(90, 10), split(100, 0)].map((http) => virtualService(http)) as [
            Manifest,
            Manifest,
        ];
        const annotated = {
            ...left,
            metadata: { ...left.metadata, annotations: { "meshwright.io/external-weights": "cart" } },
        };
        expect(said([ours], [annotated])).to.deep.equal([
            "the shares of shop/cart are left to a controller now",
        ]);
        expect(said([annotated], [ours])).to.deep.equal([
            "the shares of shop/cart are no longer left to a controller: v1 90 %, v2 10 %",
        ]);
        expect(said([ours], [left])).to.deep.equal([
            "shop/cart: shop/cart v1 90 % → 100 %, shop/cart v2 10 % → 0 %",
        ]);
    });

    it("is which of Istio's defaults hold where all rules of a host go or come", () => {
        const rules = virtualService([{ ...rule("8s"), retries: { attempts: 0 } }]);
        expect(said([cart, rules], [cart])).to.deep.equal([
            "the rules of shop/cart are gone: retries and timeout are Istio's defaults now",
        ]);
        expect(said([cart], [cart, rules])).to.deep.equal([
            "shop/cart has rules now: retries and timeout are no longer Istio's defaults",
        ]);
    });

    it("is nothing where rules go with their Service, or do nothing", () => {
        expect(said([cart, virtualService([rule("8s")])], [])).to.deep.equal([]);
        const idle = virtualService([{ route: [{ destination: { host: "cart" } }] }]);
        expect(said([cart, idle], [cart])).to.deep.equal([]);
    });
});

function toPort(each: object, number: number): object {
    return { ...each, route: [{ destination: { host: "cart", port: { number } } }] };
}

function split(...weights: readonly number[]): readonly object[] {
    const route = weights.map((weight, at) => ({
        destination: { host: "cart", subset: `v${at + 1}` },
        weight,
    }));
    return [{ route }];
}

function said(before: readonly Manifest[], after: readonly Manifest[]): readonly string[] {
    return routeChanges(sideOf(...before), sideOf(...after)).map(({ sentence }) => sentence);
}
