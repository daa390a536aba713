import { expect } from "chai";
import { derive } from "../../components/derive";
import type { Manifest } from "../../components/istio/types";
import type { Answer } from "../../lab/dataplane/call";
import { type Plain, seen } from "./support/lab";
import { canRedirectByOwner } from "./support/rootOnly";
import { lab } from "./support/runningLab";
import { testMesh } from "./support/testMesh";

const gateway = "istio-egress/istio-egressgateway";
const gatewayHost = "istio-egressgateway.istio-egress.svc.cluster.local";

function callsOutside(): void {
    /** The caller checks the host's certificate itself, so what it gets comes from the host and nobody between. */
    const secure = (from: string, host: string, servername = host): Promise<Answer> =>
        lab().call(from, `https://${host}/balance`, {
            servername,
            tls: { ca: lab().plane.authority.certificate.cert },
            patience: 5_000,
        });

    const succeeds = (ask: () => Promise<Answer>): Promise<Answer> =>
        lab().eventually(async () => {
            const answer = await ask();
            expect(answer.status, JSON.stringify(answer)).to.equal(200);
            return answer;
        });

    /** No answer of the host, and nothing arrived there: checked at the host, not only at the caller. */
    async function staysInside(outsider: string, ask: () => Promise<Answer>): Promise<Answer> {
        await lab().reset(outsider);
        const answer = await ask();
        expect(answer.status, JSON.stringify(answer)).not.to.equal(200);
        expect(await lab().requests(outsider)).to.equal(0);
        return answer;
    }

    it("a declared host answers its declared caller through the gateway, TLS untouched from end to end", async () => {
        const answer = await succeeds(() => secure("shop/web", "api.partner.example"));
        expect(seen(answer).workload).to.equal("partner");
        await lab().eventually(() => {
            const clusters = lab()
                .accessLog(gateway)
                .map((line) => String(line["upstream_cluster"]).replace(/;$/, ""));
            expect(clusters).to.include("outbound|443||api.partner.example");
        });
    });

    it("another host on the same port answers its own caller, by the same gateway", async () => {
        const answer = await succeeds(() => secure("shop/orders", "books.partner.example"));
        expect(seen(answer).workload).to.equal("partner");
    });

    it("the same host is beyond a caller that did not declare it", async () => {
        await staysInside("partner", () => secure("shop/orders", "api.partner.example"));
        await staysInside("partner", () => secure("shop/web", "books.partner.example"));
    });

    it("a host nobody declared is beyond everyone, encrypted or not", async () => {
        const answer = await staysInside("unknown", () => secure("shop/web", "api.unknown.example"));
        expect(answer.error).to.equal("ECONNRESET");
        const plain = await staysInside("unknown", () =>
            lab().call("shop/web", "http://api.unknown.example/balance"),
        );
        expect(plain.status).to.equal(502);
    });

    it("another name in the handshake than the declared host's leads nowhere", async () => {
        const answer = await staysInside("partner", () =>
            secure("shop/web", "api.partner.example", "books.partner.example"),
        );
        expect(answer.error).to.equal("ECONNRESET");
        await succeeds(() => secure("shop/web", "api.partner.example"));
    });

    it("the gateway refuses a caller whose own namespace was bent to ask for the host", async () => {
        // As if the caller's namespace had been taken over: every object of it as though the call were declared,
        // with only the gateway's own word left against it.
        const { graph, target, derived } = testMesh();
        const stolen = ["api.partner.example", "plain.partner.example"];
        const claimed = [
            ...graph.externalCalls,
            ...stolen.map((external) => ({ from: "shop/orders", external })),
        ];
        const bent = changed(
            derived.namespaces,
            derive({ ...graph, externalCalls: claimed }, target).namespaces,
        );
        await lab().apply(...bent.map(({ after }) => after));
        try {
            const refused = await lab().eventually(async () => {
                const answer = await lab().call("shop/orders", "http://plain.partner.example/balance");
                expect(answer.status, JSON.stringify(answer)).to.equal(403);
                return answer;
            });
            expect(refused.body).to.equal("RBAC: access denied");
            const sealed = await staysInside("partner", () => secure("shop/orders", "api.partner.example"));
            expect(sealed.error).to.equal("ECONNRESET");
            await lab().eventually(() => {
                const denials = lab()
                    .accessLog(gateway)
                    .filter((line) => JSON.stringify(line).includes("rbac_access_denied"));
                expect(
                    denials.some((line) => line["requested_server_name"] === "api.partner.example"),
                ).to.equal(true);
            });
            await succeeds(() => secure("shop/orders", "books.partner.example"));
        } finally {
            await lab().apply(...bent.map(({ before }) => before));
        }
    });

    it("the gateway's port answers nothing but the mesh's own handshake for a declared host", async () => {
        const { address } = lab().pods(gateway)[0] ?? { address: "" };
        await staysInside("partner", () =>
            lab().call("browser", { url: `http://${gatewayHost}:15444/`, address }),
        );
        await staysInside("partner", () =>
            lab().call("browser", {
                url: "https://api.partner.example:15444/",
                address,
                tls: { rejectUnauthorized: false },
            }),
        );
        await staysInside("partner", () =>
            lab().call("guest/stranger", `http://${gatewayHost}:15444/balance`),
        );
    });

    it("a plain host is reached through the gateway, and learns nothing of who called", async () => {
        const answer = await succeeds(() => lab().call("shop/web", "http://plain.partner.example/balance"));
        const { headers } = seen(answer);
        expect(headers["host"]).to.equal("plain.partner.example");
        expect(JSON.stringify(headers)).not.to.match(/spiffe|forwarded|peer-metadata/);
        await staysInside("partner", () => lab().call("shop/orders", "http://plain.partner.example/balance"));
    });

    it("a plain request for another host is not let out on a declared one's connection", async () => {
        const answer = await staysInside("partner", () =>
            lab().call("shop/web", "http://plain.partner.example/balance", {
                headers: { host: "books.partner.example" },
            }),
        );
        expect(answer.status).to.equal(502);
    });

    it("the gateway adds TLS where it was asked to, and checks whom it talks to", async () => {
        await lab().reset("partner");
        await succeeds(() => lab().call("shop/web", "http://legacy.partner.example/balance"));
        const [counts] = await lab().counts("partner");
        expect(counts?.connections["tls"]).to.be.greaterThan(0);
        expect(counts?.connections["http"] ?? 0).to.equal(0);
        const impostor = await staysInside("partner", () =>
            lab().call("shop/web", "http://impostor.partner.example/balance"),
        );
        expect(impostor.status).to.equal(503);
    });

    it("a namespace that is only observed goes out by itself, to any host", async () => {
        const answer = await succeeds(() => secure("guest/stranger", "api.unknown.example"));
        expect(seen(answer).workload).to.equal("unknown");
    });
}

if (canRedirectByOwner("calls to hosts outside", "external")) {
    describe("Calls to hosts outside", callsOutside);
}

/** Objects that are in both and differ. */
function changed(
    before: ReadonlyMap<string, readonly Manifest[]>,
    after: ReadonlyMap<string, readonly Manifest[]>,
): { before: Plain; after: Plain }[] {
    const key = ({ kind, metadata }: Manifest) => `${kind} ${metadata.namespace}/${metadata.name}`;
    const known = new Map([...before.values()].flat().map((each) => [key(each), each]));
    return [...after.values()].flat().flatMap((each) => {
        const other = known.get(key(each));
        return other === undefined || JSON.stringify(other) === JSON.stringify(each)
            ? []
            : [{ before: { ...other }, after: { ...each } }];
    });
}
