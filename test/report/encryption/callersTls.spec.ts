import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { callersTlsChanges } from "../../../report/encryption/callersTls";
import { destinationRule, external, service, sideOf } from "../traffic/sides";

const host = "api.example.com";
const cart = service("cart");

describe("what a report says of how callers encrypt", () => {
    it("is that calls leave the cluster unencrypted where TLS is originated no longer, however that goes", () => {
        const simple = destinationRule(host, tls("SIMPLE"));
        for (const after of [[], [destinationRule(host, tls("DISABLE"))], [destinationRule(host, {})]]) {
            expect(said([external(host), simple], [external(host), ...after])).to.deep.equal([
                "opens: calls to api.example.com leave the cluster unencrypted now; before, TLS was originated",
            ]);
        }
        expect(said([external(host)], [external(host), simple])).to.deep.equal([
            "closes: TLS is originated for calls to api.example.com now; before, they left the cluster unencrypted",
        ]);
    });

    it("is who encrypts, where callers do or no longer do so themselves", () => {
        const own = external(host, "TLS", 443);
        expect(said([own], [external(host)])).to.deep.equal([
            "opens: calls to api.example.com leave the cluster unencrypted now; before, callers encrypted them themselves",
        ]);
        expect(said([external(host)], [own])).to.deep.equal([
            "closes: callers encrypt calls to api.example.com themselves now; before, they left the cluster unencrypted",
        ]);
        expect(said([own], [external(host), destinationRule(host, tls("MUTUAL"))])).to.deep.equal([
            "changes: TLS is originated for calls to api.example.com now; before, callers encrypted them themselves",
        ]);
    });

    it("is that a protocol of which nothing is known loses what was originated for it", () => {
        const store = external(host, "TCP", 5432);
        expect(said([store, destinationRule(host, tls("SIMPLE"))], [store])).to.deep.equal([
            "opens: calls to api.example.com leave the cluster as they come now; before, TLS was originated",
        ]);
    });

    it("is nothing where a rule that originates nothing comes or goes, or the host itself", () => {
        const own = external(host, "HTTPS", 443);
        expect(said([own], [own, destinationRule(host, tls("DISABLE"))])).to.deep.equal([]);
        expect(said([external(host), destinationRule(host, tls("SIMPLE"))], [])).to.deep.equal([]);
    });

    it("is that calls in the mesh go unencrypted by a rule of one Service, of a port or a version of it, or of all", () => {
        const rules: readonly (readonly [string, Manifest])[] = [
            ["shop/cart", destinationRule("cart", tls("DISABLE"))],
            ["*.svc.cluster.local", destinationRule("*.svc.cluster.local", tls("DISABLE"), "istio-system")],
            [
                "shop/cart on port 80",
                destinationRule("cart", {
                    trafficPolicy: {
                        portLevelSettings: [{ port: { number: 80 }, tls: { mode: "DISABLE" } }],
                    },
                }),
            ],
            [
                "shop/cart in version v1",
                destinationRule("cart", { subsets: [{ name: "v1", ...tls("DISABLE") }] }),
            ],
        ];
        for (const [what, rule] of rules) {
            expect(said([cart], [cart, rule])).to.deep.equal([
                `opens: calls to ${what} leave their callers unencrypted now; before, by mutual TLS`,
            ]);
            expect(said([cart, rule], [cart])).to.deep.equal([
                `closes: calls to ${what} leave their callers by mutual TLS now; before, unencrypted`,
            ]);
        }
    });

    it("is of callers of a namespace with rules of its own, in whatever order the rules stand", () => {
        const name = "cart.shop.svc.cluster.local";
        const usual = destinationRule("cart", { trafficPolicy: { connectionPool: {} } });
        const own = destinationRule(name, tls("DISABLE"), "money");
        for (const after of [
            [cart, usual, own],
            [own, usual, cart],
        ]) {
            expect(said([cart, usual], after)).to.deep.equal([
                "opens: calls to shop/cart from money leave their callers unencrypted now; before, by mutual TLS",
            ]);
            expect(said(after, [cart, usual])).to.deep.equal([
                "closes: calls to shop/cart from money leave their callers by mutual TLS now; before, unencrypted",
            ]);
        }
        // The host's own rule counts for everybody else, whoever wrote another.
        expect(said([own, cart, usual], [own, cart, destinationRule("cart", tls("DISABLE"))])).to.deep.equal([
            "opens: calls to shop/cart leave their callers unencrypted now; before, by mutual TLS",
        ]);
    });

    it("is of the root namespace's rules where a host has none of its own", () => {
        const root = destinationRule("*.local", tls("DISABLE"), "istio-system");
        expect(said([cart], [cart, root])).to.deep.equal([
            "opens: calls to *.local leave their callers unencrypted now; before, by mutual TLS",
        ]);
        const outside = destinationRule("example.com", tls("SIMPLE"));
        expect(said([external("example.com")], [external("example.com"), outside])).to.deep.equal([
            "closes: TLS is originated for calls to example.com now; before, they left the cluster unencrypted",
        ]);
    });

    it("is each other setting of it, and that a certificate is not looked at opens", () => {
        const unchecked = (insecureSkipVerify: boolean): Manifest =>
            destinationRule(host, { trafficPolicy: { tls: { mode: "SIMPLE", insecureSkipVerify } } });
        expect(said([external(host), unchecked(false)], [external(host), unchecked(true)])).to.deep.equal([
            "opens: calls to api.example.com: tls.insecureSkipVerify false → true",
        ]);
        const [one, other] = ["a", "b"].map((sni) =>
            destinationRule(host, { trafficPolicy: { tls: { mode: "SIMPLE", sni } } }),
        ) as [Manifest, Manifest];
        expect(said([external(host), one], [external(host), other])).to.deep.equal([
            "changes: calls to api.example.com: tls.sni a → b",
        ]);
    });
});

function tls(mode: string): object {
    return { trafficPolicy: { tls: { mode } } };
}

function said(before: readonly Manifest[], after: readonly Manifest[]): readonly string[] {
    return callersTlsChanges(sideOf(...before), sideOf(...after)).map(
        ({ effect, sentence }) => `${effect}: ${sentence}`,
    );
}
