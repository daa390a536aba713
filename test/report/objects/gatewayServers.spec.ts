import { expect } from "chai";
import { saidOf, smallStack, withMore } from "../editedStack";

const gateway = (server: string): string => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: door, namespace: shop }
spec: { selector: { app: none }, servers: [{ name: web, port: { number: 443, name: web, protocol: HTTPS }, hosts: [a.example.com]${server} }] }
`;

describe("what a report says of the doors of a gateway", () => {
    it("is whose rules may open them, and nothing of another way to write it", () => {
        const hosts = (host: string) =>
            withMore(gateway("").replace("hosts: [a.example.com]", `hosts: ["${host}"]`));
        expect(saidOf(hosts("./a.example.com"), hosts("shop/a.example.com"))).to.deep.equal([]);
        expect(saidOf(hosts("*/a.example.com"), hosts("a.example.com"))).to.deep.equal([]);
        expect(saidOf(hosts("./a.example.com"), hosts("money/a.example.com"))).to.deep.equal([
            "exposure: Gateway shop/door: servers[web].hosts ./a.example.com → money/a.example.com",
        ]);
        expect(saidOf(hosts("shop/a.example.com"), hosts("*/a.example.com"))).to.deep.equal([
            "exposure: Gateway shop/door: servers[web].hosts ./a.example.com → a.example.com",
        ]);
    });

    for (const [less, more, opening, closing] of [
        ["SIMPLE", "MUTUAL", "tls.mode MUTUAL → SIMPLE", "tls.mode SIMPLE → MUTUAL"],
        ["SIMPLE", "ISTIO_MUTUAL", "tls.mode ISTIO_MUTUAL → SIMPLE", "tls.mode SIMPLE → ISTIO_MUTUAL"],
        [
            "SIMPLE, minProtocolVersion: TLSV1_1",
            "SIMPLE",
            "tls.minProtocolVersion TLSV1_1 (was not set)",
            "tls.minProtocolVersion is no longer set (was TLSV1_1)",
        ],
        [
            "SIMPLE, minProtocolVersion: TLSV1_2",
            "SIMPLE, minProtocolVersion: TLSV1_3",
            "tls.minProtocolVersion TLSV1_3 → TLSV1_2",
            "tls.minProtocolVersion TLSV1_2 → TLSV1_3",
        ],
        ["", "SIMPLE", "tls.mode is no longer set (was SIMPLE)", "tls.mode SIMPLE (was not set)"],
    ] as const) {
        it(`opens from ${more} to ${less || "none"}, and closes the other way round`, () => {
            const [weak, strong] = [less, more].map((mode) =>
                withMore(gateway(mode === "" ? "" : `, tls: { mode: ${mode} }`)),
            ) as [typeof smallStack, typeof smallStack];
            expect(saidOf(strong, weak)).to.deep.equal([
                `exposure opens: Gateway shop/door: servers[web].${opening}`,
            ]);
            expect(saidOf(weak, strong)).to.deep.equal([
                `exposure closes: Gateway shop/door: servers[web].${closing}`,
            ]);
        });
    }

    it("opens where plaintext is sent to TLS no longer", () => {
        const [before, after] = [", tls: { httpsRedirect: true }", ""].map((each) => withMore(gateway(each)));
        expect(saidOf(before ?? smallStack, after ?? smallStack)).to.deep.equal([
            "exposure opens: Gateway shop/door: servers[web].tls.httpsRedirect is no longer set (was true)",
        ]);
    });

    it("is nothing of a way out for the mesh alone that comes, and bears a Gateway that has nothing", () => {
        expect(saidOf(smallStack, withMore(gateway(", tls: { mode: ISTIO_MUTUAL }")))).to.deep.equal([]);
        const empty =
            "{ apiVersion: networking.istio.io/v1, kind: Gateway, metadata: { name: door, namespace: shop }";
        expect(
            saidOf(withMore(`${empty} }`), withMore(`${empty}, spec: { selector: { a: b } } }`)),
        ).to.deep.equal(["exposure: Gateway shop/door: selector.a b (was not set)"]);
    });
});
