import { expect } from "chai";
import { saidOf, smallStack, withText } from "../editedStack";

describe("what a report says of a Sidecar beside the calls that it lets out", () => {
    const withField = (field: string) => withText("Sidecar shop/cart", '"spec":{', `"spec":{${field},`);

    it("is by which listeners it lets in, and to where", () => {
        const listener = (to: string) =>
            withField(
                `"ingress":[{"port":{"number":9999,"protocol":"HTTP","name":"x"},"defaultEndpoint":"${to}"}]`,
            );
        const [own, other] = [listener("127.0.0.1:8080"), listener("0.0.0.0:22")];
        expect(saidOf(smallStack, own)).to.deep.equal([
            "access: Sidecar shop/cart: ingress 4 fields (was not set)",
        ]);
        expect(saidOf(own, other)).to.deep.equal([
            "access: Sidecar shop/cart: ingress[0].defaultEndpoint 127.0.0.1:8080 → 0.0.0.0:22",
        ]);
    });

    it("is through which proxy it sends what it does not know", () => {
        const proxied = withText(
            "Sidecar shop/cart",
            '"mode":"REGISTRY_ONLY"',
            '"mode":"REGISTRY_ONLY","egressProxy":{"host":"out.example.com"}',
        );
        expect(saidOf(smallStack, proxied)).to.deep.equal([
            "access: Sidecar shop/cart: outboundTrafficPolicy.egressProxy.host out.example.com (was not set)",
        ]);
    });
});
