import { expect } from "chai";
import { compare } from "../../../report/compare";
import { saidOf, smallStack, withMore, withOther, without } from "../editedStack";

const front = "RequestAuthentication shop/front";
const second = (issuer: string, uri: string): string => `
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: second, namespace: shop }
spec: { selector: { matchLabels: { app: front } }, jwtRules: [{ issuer: ${issuer}, jwksUri: "${uri}" }] }
`;

describe("what a report says of whose tokens count", () => {
    it("is other keys for an issuer that is known, which open what asks for its tokens", () => {
        const forged = withMore(second("users.example.com", "https://evil.example/keys"));
        expect(saidOf(smallStack, forged)).to.deep.equal([
            "access opens: RequestAuthentication shop/second is new: pods with app=front of shop take tokens of users.example.com by the keys at https://evil.example/keys",
        ]);
        expect(compare(smallStack, forged).verdict).to.equal("1 change of access");
    });

    it("is that tokens are not looked at where it is gone, unless calls tell of it", () => {
        const other = withMore(second("other.example.com", "https://other.example.com/keys"));
        expect(saidOf(other, smallStack)).to.deep.equal([
            "access: RequestAuthentication shop/second is gone: pods with app=front of shop look at no token of other.example.com by it",
        ]);
        expect(saidOf(smallStack, without(front))).to.deep.equal([
            "exposure closes: anyone outside with a token of users.example.com may no longer GET /pages/* on shop.example.com (shop/front)",
        ]);
    });

    it("is nothing of one that has another name and says the same", () => {
        const renamed = withOther(front, (object) => ({
            ...object,
            metadata: { ...object.metadata, name: "tokens" },
        }));
        expect(saidOf(smallStack, renamed)).to.deep.equal([]);
    });

    it("is what changes in one, by the issuer it is about", () => {
        const at = (uri: string) => withMore(second("other.example.com", uri));
        expect(saidOf(at("https://a.example/keys"), at("https://b.example/keys"))).to.deep.equal([
            "access: RequestAuthentication shop/second: jwtRules[other.example.com].jwksUri https://a.example/keys → https://b.example/keys",
        ]);
    });
});
