import { expect } from "chai";
import {
    anyCall,
    callsOf,
    describeCalls,
    describeNeeds,
    enforcementOf,
    equals,
    isEmpty,
    type Terms,
    termsAt,
} from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { client, mesh, policy, server } from "./mesh";

const users: Manifest = {
    apiVersion: "security.istio.io/v1",
    kind: "RequestAuthentication",
    metadata: { namespace: "shop", name: "tokens" },
    spec: { jwtRules: [{ issuer: "id" }, { issuer: "partner" }] },
};
const api = { to: [{ operation: { paths: ["/api"] } }] };
const withToken = { from: [{ source: { requestPrincipals: ["id/*"] } }], ...api };

describe("the terms of access", () => {
    it("tell what needs a token from what does not", () => {
        const open = { to: [{ operation: { paths: ["/open"] } }] };
        expect(spoken([users, policy({ rules: [withToken, open] })])).to.deep.equal([
            "use any method on /open of it",
            "use any method on /api of it with a token of id",
        ]);
    });

    it("name claims, and the agreement of an authorizer", () => {
        const admin = {
            ...withToken,
            when: [{ key: "request.auth.claims[role]", values: ["admin", "ops"] }],
        };
        const asked = policy(
            { action: "CUSTOM", provider: { name: "checks" }, rules: [{}] },
            { name: "asked" },
        );
        expect(spoken([users, asked, policy({ rules: [admin] })])).to.deep.equal([
            "use any method on /api of it with a token of id whose role is admin or ops and if checks agrees",
        ]);
    });

    it("hold nothing back where a token is demanded by denying requests without one", () => {
        const denied = policy({
            action: "DENY",
            rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }], ...api }],
        });
        const terms = termsOf([users, denied]);
        expect(terms.grants).to.have.length(2);
        expect(equals(terms.grants[1]?.calls ?? anyCall, callsOf({ paths: ["/api"] }))).to.equal(true);
        expect(describeNeeds(terms.grants[1]?.needs ?? [])).to.equal(" with a token of id or partner");
    });

    it("let no token in whose issuer the server does not verify", () => {
        expect(spoken([policy({ rules: [withToken] })])).to.deep.equal([]);
        const foreign = { from: [{ source: { requestPrincipals: ["stranger/*"] } }] };
        expect(spoken([users, policy({ rules: [foreign] })])).to.deep.equal([]);
        const elsewhere = {
            ...users,
            spec: { selector: { matchLabels: { app: "cart" } }, jwtRules: [{ issuer: "id" }] },
        };
        expect(spoken([elsewhere, policy({ rules: [withToken] })])).to.deep.equal([]);
    });

    it("take in the tokens that the root namespace verifies for everyone", () => {
        const everywhere = { ...users, metadata: { namespace: "istio-system", name: "tokens" } };
        expect(spoken([everywhere, policy({ rules: [withToken] })])).to.have.length(1);
        const beside = { ...users, metadata: { namespace: "far", name: "tokens" } };
        expect(spoken([beside, policy({ rules: [withToken] })])).to.have.length(0);
    });

    it("keep one issuer's callers out of what another's may call", () => {
        const partner = {
            from: [{ source: { requestPrincipals: ["partner/*"] } }],
            to: [{ operation: { paths: ["/partner"] } }],
        };
        expect(spoken([users, policy({ rules: [withToken, partner] })])).to.deep.equal([
            "use any method on /api of it with a token of id",
            "use any method on /partner of it with a token of partner",
        ]);
    });

    it("leave undecided, and say why, what no need describes", () => {
        const strange = { when: [{ key: "destination.ip", values: ["10.0.0.1"] }], unless: [{}] };
        const terms = termsOf([policy({ rules: [strange] })]);
        expect(terms.grants).to.deep.equal([]);
        expect(equals(terms.undecided, anyCall)).to.equal(true);
        expect(terms.opaque.map(({ path }) => path)).to.include("rules[0].unless");
    });

    it("need no address where every address is listed, and the one family where only that is", () => {
        const from = (...ipBlocks: readonly string[]) => ({ from: [{ source: { ipBlocks } }], ...api });
        expect(spoken([policy({ rules: [from("::/0", "0.0.0.0/0")] })])).to.deep.equal([
            "use any method on /api of it",
        ]);
        expect(
            spoken([
                policy({ rules: [from("::/1", "0.0.0.0/1", "8000::/1", "192.0.0.0/2", "128.0.0.0/2")] }),
            ]),
        ).to.deep.equal(["use any method on /api of it"]);
        expect(spoken([policy({ rules: [from("0.0.0.0/0")] })])).to.deep.equal([
            "use any method on /api of it from 0.0.0.0/0",
        ]);
    });

    it("name a header by its lower-case name, as Envoy compares it", () => {
        const when = [{ key: "request.headers[X-Team]", values: ["A"] }];
        expect(spoken([policy({ rules: [{ ...api, when }] })])).to.deep.equal([
            "use any method on /api of it where request.headers[x-team] is A",
        ]);
    });

    it("name a host in lower case, however it is written", () => {
        const hosts = { to: [{ operation: { hosts: ["API.example.com"], paths: ["/api"] } }] };
        expect(spoken([policy({ rules: [hosts] })])).to.deep.equal([
            "use any method on /api of it with the host api.example.com",
        ]);
    });

    it("are one plain grant where no condition stands", () => {
        const { grants, undecided, opaque } = termsOf([policy({ rules: [api] })]);
        expect(grants.map(({ needs }) => needs)).to.deep.equal([[]]);
        expect(isEmpty(undecided)).to.equal(true);
        expect(opaque).to.deep.equal([]);
    });
});

function termsOf(objects: readonly Manifest[]): Terms {
    return termsAt(enforcementOf(objects, mesh), server)(client);
}

function spoken(objects: readonly Manifest[]): readonly string[] {
    const terms = termsOf(objects);
    expect(isEmpty(terms.undecided), "nothing is undecided").to.equal(true);
    return terms.grants.flatMap(({ needs, calls }) =>
        describeCalls(calls, "it").map((call) => `${call}${describeNeeds(needs)}`),
    );
}
