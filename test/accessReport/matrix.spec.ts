import { expect } from "chai";
import { matrix } from "../../accessReport/matrix";
import type { AccessReport, ReportedPair } from "../../accessReport/report";
import { sentences } from "../../accessReport/sentences";
import { styleFor } from "../../accessReport/style";

const plain = styleFor(false, undefined);
const need = { field: "requestPrincipals", negated: false, values: ["hwa-auth-service/*"] };

function pair(more: Partial<ReportedPair> = {}): ReportedPair {
    return {
        way: "mesh",
        from: "shop/orders",
        to: "shop/payments",
        grants: [],
        undecided: [],
        because: [],
        opaque: [],
        ...more,
    };
}

function report(pairs: readonly ReportedPair[], openTo: AccessReport["openTo"] = []): AccessReport {
    return { stack: "dev", workloads: [], pairs, openTo };
}

const api = { port: 443, methods: ["GET"], paths: ["/api/*"], pathsInWords: "/api/*" };
const anything = { pathsInWords: "any path" };

describe("the matrix of access", () => {
    it("marks what is free, what is conditional and what is not decided", () => {
        const pairs = [
            pair({ from: "a/free", grants: [{ needs: [], calls: [anything] }] }),
            pair({ from: "a/some", grants: [{ needs: [], calls: [api] }] }),
            pair({ from: "a/token", grants: [{ needs: [need], calls: [api] }] }),
            pair({ from: "a/unknown", undecided: [api] }),
            pair({ from: "a/none", to: "shop/cart" }),
        ];
        expect(matrix(report(pairs), plain).slice(0, 6)).to.deep.equal([
            "          1 2",
            "a/free    . #",
            "a/none    . .",
            "a/some    . x",
            "a/token   . c",
            "a/unknown . ?",
        ]);
    });

    it("counts by namespace when there are more callees than a screen is wide", () => {
        const pairs = Array.from({ length: 41 }, (_, index) => pair({ to: `shop/s${index}` }));
        expect(matrix(report([...pairs, pair({ to: "far/x" })]), plain)).to.deep.equal([
            "Pairs by namespace",
            "     41  shop to shop",
            "      1  shop to far",
        ]);
    });

    it("is coloured only for a person who has not said no", () => {
        const pairs = [pair({ grants: [{ needs: [], calls: [api] }] })];
        expect(matrix(report(pairs), styleFor(true, undefined)).join()).to.include("\u001b[1mx");
        expect(matrix(report(pairs), styleFor(true, "1")).join()).to.not.include("\u001b");
        expect(matrix(report(pairs), styleFor(false, undefined)).join()).to.not.include("\u001b");
    });
});

describe("sentences about access", () => {
    it("say for the outside who may do what on which public host", () => {
        const entering = pair({
            way: "in",
            from: "outside",
            to: "edge/api-gateway",
            host: "api.dev.hwa.com",
            grants: [{ needs: [need], calls: [api] }],
        });
        expect(sentences(report([entering]))).to.deep.equal([
            "anyone with a token of hwa-auth-service may GET /api/* on api.dev.hwa.com (edge/api-gateway)",
        ]);
    });

    it("give the reason for what is not decided, and do not hide who is open to all", () => {
        const doubtful = pair({ undecided: [api], opaque: ["AuthorizationPolicy a/b, rules[0]: unknown"] });
        expect(sentences(report([doubtful], [{ to: "far/x", because: ["no list"] }]))).to.deep.equal([
            "shop/orders may possibly GET /api/* on shop/payments:443 (AuthorizationPolicy a/b, rules[0]: unknown)",
            "every workload may possibly call far/x (no list)",
        ]);
    });

    it("name methods that are excepted", () => {
        const all = pair({
            grants: [{ needs: [], calls: [{ port: 80, exceptMethods: ["DELETE"], pathsInWords: "/a" }] }],
        });
        expect(sentences(report([all]))).to.deep.equal([
            "shop/orders may use any method but DELETE on /a of shop/payments:80",
        ]);
    });
});
