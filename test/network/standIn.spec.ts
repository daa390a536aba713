import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { choosePort } from "../../lab/cluster/ports";
import type { Answer, Call, Counts, Seen } from "../../lab/dataplane/call";

const script = join(__dirname, "..", "..", "lab", "dataplane", "standIn", "main.mjs");

/** Below those of outgoing connections, so that none of another test's takes it before it is used, or while nobody may. */
const taken = new Set<number>();
const freePort = () => choosePort(taken);

describe("The stand-in for an application", () => {
    let child: ChildProcess;
    let port: number;
    let next = 1;

    const ask = (message: object): Promise<unknown> => {
        const id = next++;
        return new Promise((resolve) => {
            const heard = (answer: { id: number; answer: unknown }) => {
                if (answer.id === id) {
                    child.off("message", heard);
                    resolve(answer.answer);
                }
            };
            child.on("message", heard);
            child.send({ id, ...message });
        });
    };
    const call = async (path: string, more: Partial<Call> = {}): Promise<Answer> => {
        const url = path.includes("://") ? path : `http://127.0.0.1:${port}${path}`;
        const answers = await ask({ kind: "call", call: { url, ...more }, times: 1, parallel: 1 });
        return (answers as readonly Answer[])[0] as Answer;
    };

    before(async () => {
        port = await freePort();
        const options = { pod: "web-1", workload: "web", version: "v1", ports: [port] };
        child = spawn(process.execPath, [script, JSON.stringify(options)], {
            stdio: ["ignore", "inherit", "inherit", "ipc"],
        });
        await once(child, "message");
    });

    after(() => child.kill("SIGKILL"));

    it("says what it saw of a request", async () => {
        const answer = await call("/balance?x=1", { headers: { "x-user": "ana" } });
        expect(answer.status).to.equal(200);
        const seen = JSON.parse(answer.body) as Seen;
        expect(seen).to.include({ pod: "web-1", version: "v1", method: "GET", path: "/balance", tries: 1 });
        expect(seen.headers["x-user"]).to.equal("ana");
    });

    it("fails as many tries of a key as it is asked to, and then answers", async () => {
        const statuses: number[] = [];
        for (let attempt = 0; attempt < 3; attempt++) {
            statuses.push((await call("/work?failures=2&key=a")).status);
        }
        expect(statuses).to.deep.equal([503, 503, 200]);
        expect((await call("/work?status=500&only=somebody-else")).status).to.equal(200);
        expect((await call("/work?status=500&only=web-1")).status).to.equal(500);
    });

    it("speaks gRPC with its status in the trailers", async () => {
        const headers = { "content-type": "application/grpc", te: "trailers" };
        const answer = await call("/ml.v1.Predictor/Predict", { http2: true, headers });
        expect(answer.headers["grpc-status"]).to.equal("0");
        const failed = await call("/ml.v1.Predictor/Predict?failures=1&key=g", { http2: true, headers });
        expect(failed.headers["grpc-status"]).to.equal("14");
    });

    it("echoes what is not HTTP, and counts requests and connections until it is told to forget", async () => {
        await ask({ kind: "reset" });
        expect((await call(`tcp://127.0.0.1:${port}`, { body: "\u0000hello" })).body).to.equal("\u0000hello");
        await call("/one");
        await call("/one");
        const counts = (await ask({ kind: "counts" })) as Counts;
        expect(counts).to.deep.equal({
            requests: 2,
            paths: { "/one": 2 },
            connections: { tcp: 1, http: 2 },
        });
    });

    it("says why there was no answer", async () => {
        const answer = await call(`http://127.0.0.1:${await freePort()}/`);
        expect(answer.status).to.equal(0);
        expect(answer.error).to.equal("ECONNREFUSED");
    });
});
