import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { compare } from "../../../report/compare";
import type { Side } from "../../../report/side";
import { objectIn, saidOf, smallStack, without, withText } from "../editedStack";
import { sidesOf } from "../html/openedPage";
import { inCatalog } from "../pairs/pair";

describe("what a report says of a gateway's own policy", () => {
    const [base] = sidesOf([]);
    const gateway = "istio-ingress/istio-ingressgateway";

    it("is that it lets in more than leads anywhere, and less again", () => {
        const open = withRules(base, [{}]);
        const { statements, verdict } = compare(base, open);
        expect(statements.map(({ section, effect, sentence }) => [section, effect, sentence])).to.deep.equal([
            [
                "exposure",
                "opens",
                `gateway ${gateway} lets in more by its own policy, which only what stands behind it refuses now`,
            ],
        ]);
        expect(statements[0]?.because.join("\n")).to.include("may now call anything");
        expect(verdict).to.equal("1 change of what is exposed");
        expect(
            compare(open, base).statements.map(({ effect, sentence }) => [effect, sentence]),
        ).to.deep.equal([
            ["closes", `gateway ${gateway} lets in less by its own policy, of which nothing got any further`],
        ]);
    });

    it("is nothing where a route comes, which changes it and tells of itself", () => {
        const route =
            'routes:\n  - { publicHost: shop, path: "/carts/*", service: cart, operations: [read], open: "a public cart" }';
        const sentences = compare(...sidesOf([inCatalog("shop", "routes:", route)])).statements.map(
            ({ sentence }) => sentence,
        );
        expect(sentences).to.have.length(1);
        expect(sentences[0]).to.match(/^anyone outside may now GET /);
    });

    it("is nothing where its rules stand in another order", () => {
        const turned = withRules(base, (rules) => [...rules].reverse());
        expect(compare(base, turned).statements).to.deep.equal([]);
    });

    it("is nothing of what asks its servers nothing: mutual TLS, and any token for one of its issuers", () => {
        const bare = without("PeerAuthentication istio-ingress/default");
        expect(compare(smallStack, bare).verdict).to.equal("nothing changes in meaning");
        const any = withText(
            `AuthorizationPolicy ${gateway}`,
            '"requestPrincipals":["users.example.com/*"]',
            '"requestPrincipals":["*"]',
        );
        expect(compare(smallStack, any).verdict).to.equal("nothing changes in meaning");
        const issuer = "jwtRules: [{issuer: evil, jwksUri: 'https://evil.example.com'}]";
        const other = objectIn(
            `{apiVersion: security.istio.io/v1, kind: RequestAuthentication, metadata: {name: other, namespace: istio-ingress}, spec: {${issuer}}}`,
        );
        expect(saidOf(any, { ...any, objects: [...any.objects, other] })).to.deep.equal([
            "access opens: RequestAuthentication istio-ingress/other is new: all pods of istio-ingress take tokens of evil by the keys at https://evil.example.com",
            `exposure opens: gateway ${gateway} lets in more by its own policy, which only what stands behind it refuses now`,
        ]);
    });

    type Rules = readonly unknown[];

    function withRules(side: Side, rules: Rules | ((old: Rules) => Rules)): Side {
        const isOfGateway = ({ kind, metadata }: Manifest): boolean =>
            kind === "AuthorizationPolicy" && `${metadata.namespace}/${metadata.name}` === gateway;
        expect(side.objects.filter(isOfGateway)).to.have.length(1);
        const objects = side.objects.map((each) => {
            const spec = (each.spec ?? {}) as { readonly rules: Rules };
            return isOfGateway(each)
                ? {
                      ...each,
                      spec: { ...spec, rules: typeof rules === "function" ? rules(spec.rules) : rules },
                  }
                : each;
        });
        return { ...side, objects };
    }
});
