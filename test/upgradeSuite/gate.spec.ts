import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { ApiConnection } from "../lab/upgrade/apiConnection";
import { type Cut, closingAfter, probing, strikingAt } from "../lab/upgrade/doorkeepers";
import { type Doorkeeper, Gate } from "../lab/upgrade/gate";

interface Answer {
    readonly status: number;
    readonly body: string;
}

/** A gate in front of a server that says what it was asked. */
describe("the gate between an engine and its API server", () => {
    let seen: string[];
    let server: Server;
    let gate: Gate;
    let address: string;

    beforeEach(async () => {
        seen = [];
        server = createServer((incoming, answer) => {
            let body = "";
            incoming.on("data", (chunk) => {
                body += chunk;
            });
            incoming.on("end", () => {
                seen.push(`${incoming.method} ${incoming.url} ${body}`.trim());
                answer.end(`${incoming.headers.authorization}`);
            });
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as AddressInfo;
        const api = {
            open: (method: string, path: string, headers: Record<string, string>) =>
                request({
                    host: "127.0.0.1",
                    port,
                    method,
                    path,
                    headers: { ...headers, authorization: "the lab's" },
                }),
        };
        gate = new Gate(api as unknown as ApiConnection);
        address = await gate.listen();
    });

    afterEach(async () => {
        await gate.close();
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
    });

    function ask(method: string, path: string, body = ""): Promise<Answer> {
        return new Promise((resolve, reject) => {
            const sent = request(`${address}${path}`, { method }, (response) => {
                let text = "";
                response.on("data", (chunk) => {
                    text += chunk;
                });
                response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
            });
            sent.on("error", reject);
            sent.end(body);
        });
    }

    it("passes reads and dry runs on with the credentials of the lab, without asking anyone", async () => {
        await gate.guardWith({ before: () => Promise.reject(new Error("asked")) });
        expect(await ask("GET", "/api/v1/pods?watch=1")).to.deep.equal({ status: 200, body: "the lab's" });
        expect((await ask("PATCH", "/api/v1/pods/web?dryRun=All", "{}")).status).to.equal(200);
        expect((await ask("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")).status).to.equal(
            200,
        );
        expect(seen).to.have.length(3);
    });

    it("holds every write until everything was probed, one after the other, and keeps what was wrong", async () => {
        const cuts: Cut[] = [];
        const probed: string[] = [];
        const look = async () => {
            probed.push(`after ${seen.length} writes`);
            await new Promise((resolve) => setTimeout(resolve, 5));
            return seen.length === 1 ? ["a pod of web got no proxy"] : [];
        };
        await gate.guardWith(probing(look, cuts));
        await Promise.all([1, 2, 3].map((each) => ask("POST", "/api/v1/services", `${each}`)));
        expect(probed).to.deep.equal(["after 0 writes", "after 1 writes", "after 2 writes"]);
        expect(cuts.map(({ failures }) => failures)).to.deep.equal([
            [],
            ["before POST /api/v1/services: a pod of web got no proxy"],
            [],
        ]);
        expect(new Set(cuts.map(({ write }) => write.digest)).size).to.equal(3);
    });

    const letting: Doorkeeper = { before: () => Promise.resolve("forward") };

    it("closes after as many writes as it is told, as a server that is not there or a line that is cut", async () => {
        await gate.guardWith(closingAfter(1, "refuse", letting));
        expect((await ask("POST", "/a")).status).to.equal(200);
        expect(JSON.parse((await ask("POST", "/b")).body)).to.deep.equal({
            kind: "Status",
            apiVersion: "v1",
            status: "Failure",
            message: "the gate is closed",
            code: 503,
        });
        expect((await ask("GET", "/c")).status).to.equal(200);
        await gate.guardWith(closingAfter(0, "hang up", letting));
        const cut = await ask("POST", "/d").then(
            () => "answered",
            () => "cut",
        );
        expect(cut).to.equal("cut");
        expect(seen).to.deep.equal(["POST /a", "GET /c"]);
    });

    it("strikes before a write is sent, before it is answered, or after", async () => {
        const strikes: string[] = [];
        const at = async (moment: Parameters<typeof strikingAt>[1]) => {
            seen.length = 0;
            await gate.guardWith(
                strikingAt(1, moment, async () => void strikes.push(`${moment}, ${seen.length}`), letting),
            );
            await ask("POST", "/a");
            await ask("POST", "/b").catch(() => undefined);
            await new Promise((resolve) => setTimeout(resolve, 20));
        };
        await at("before it is sent");
        await at("before it is answered");
        await at("after it was answered");
        expect(strikes).to.deep.equal([
            "before it is sent, 1",
            "before it is answered, 2",
            "after it was answered, 2",
        ]);
    });
});
