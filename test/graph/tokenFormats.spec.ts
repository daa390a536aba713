import { expect } from "chai";
import fc from "fast-check";
import { claimMatches, namesToken } from "../../components/access/token";
import { badClaim, badClaimValue, badIssuerText } from "../../components/graph/tokenFormats";
import { runs } from "../support/runs";

const texts = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[a-z*/.:[\]-]{0,6}$/),
    fc.constantFrom("*", "a/*", "*/a", "a/", "/a", "https://a.example.com", "https://a.example.com/"),
);

describe("texts that stand in rules about tokens", () => {
    it("as an issuer name exactly the tokens of that issuer, whatever slashes it has", () => {
        fc.assert(
            fc.property(texts, texts, (issuer, other) => {
                fc.pre(badIssuerText(issuer) === undefined);
                expect(namesToken(`${issuer}/*`, { issuer, subject: "ann" })).to.equal(true);
                expect(namesToken(`${issuer}/*`, { issuer: other, subject: "ann" })).to.equal(
                    other === issuer,
                );
                expect(namesToken(`${issuer}/*`, { issuer, subject: "" })).to.equal(false);
            }),
            runs(500),
        );
    });

    it("as a claim and its value match that claim with that value and no other", () => {
        fc.assert(
            fc.property(texts, texts, texts, (claim, value, other) => {
                fc.pre(
                    badClaim(claim) === undefined &&
                        badClaimValue(value) === undefined &&
                        claim !== "__proto__",
                );
                fc.pre(claim !== "iss" && claim !== "sub");
                const matches = (claims: Record<string, string>) =>
                    claimMatches(`request.auth.claims[${claim}]`, [value], {
                        issuer: "i",
                        subject: "s",
                        claims,
                    });
                expect(matches({ [claim]: value })).to.equal(true);
                expect(matches({ [claim]: other })).to.equal(other === value);
                expect(matches({ [`${claim}x`]: value })).to.equal(false);
            }),
            runs(500),
        );
    });
});
