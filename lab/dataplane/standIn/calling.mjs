import { request as plainRequest } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { request as secureRequest } from "node:https";
import { connect } from "node:net";

/** Milliseconds after which a call is given up; far longer than anything a test waits for. */
const patience = 15_000;

/** @param {import("../call.ts").Call} call @returns {Promise<import("../call.ts").Answer>} */
export async function perform(call) {
    const started = performance.now();
    const done = (answer) => ({
        status: 0,
        headers: {},
        body: "",
        ...answer,
        ms: performance.now() - started,
    });
    try {
        const url = new URL(call.url);
        const answer = await (url.protocol === "tcp:"
            ? talk(url, call)
            : call.http2
              ? callHttp2(url, call)
              : callHttp1(url, call));
        return done(answer);
    } catch (error) {
        return done({ error: error.code ?? error.message, reason: error.message });
    }
}

/** `times` calls, `parallel` at a time, answers in the order of the calls. */
export async function performAll(call, times, parallel) {
    const answers = new Array(times);
    let next = 0;
    const worker = async () => {
        for (let at = next++; at < times; at = next++) {
            answers[at] = await perform(call);
        }
    };
    await Promise.all(Array.from({ length: Math.min(parallel, times) }, worker));
    return answers;
}

function callHttp1(url, call) {
    return new Promise((resolve, reject) => {
        const secure = url.protocol === "https:";
        const sent = (secure ? secureRequest : plainRequest)({
            host: call.address ?? url.hostname,
            port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
            path: `${url.pathname}${url.search}`,
            method: call.method ?? "GET",
            headers: { host: url.host, ...call.headers },
            agent: false,
            setHost: false,
            servername: secure ? (call.servername ?? url.hostname) : undefined,
            ...call.tls,
            timeout: call.patience ?? patience,
        });
        sent.once("timeout", () => sent.destroy(new Error("no answer in time")));
        sent.once("error", reject);
        sent.once("response", (response) => {
            const chunks = [];
            response.on("data", (chunk) => chunks.push(chunk));
            response.once("error", reject);
            response.once("end", () =>
                resolve({
                    status: response.statusCode,
                    headers: response.headers,
                    body: Buffer.concat(chunks).toString(),
                    ...(secure ? { protocol: response.socket.getProtocol?.() ?? undefined } : {}),
                }),
            );
        });
        sent.end(call.body);
    });
}

/** A gRPC call when it has that content type: the body is framed, the status is in the trailers. */
function callHttp2(url, call) {
    return new Promise((resolve, reject) => {
        const authority = `${url.protocol}//${call.address ?? url.hostname}:${url.port || (url.protocol === "https:" ? 443 : 80)}`;
        const session = connectHttp2(authority, { servername: call.servername ?? url.hostname, ...call.tls });
        const timer = setTimeout(
            () => session.destroy(new Error("no answer in time")),
            call.patience ?? patience,
        );
        session.once("error", reject);
        const stream = session.request({
            ":method": call.method ?? "POST",
            ":path": `${url.pathname}${url.search}`,
            ":authority": url.host,
            ...call.headers,
        });
        const chunks = [];
        let head = {};
        stream.once("response", (headers) => {
            head = headers;
        });
        stream.once("trailers", (headers) => {
            head = { ...head, ...headers };
        });
        stream.on("data", (chunk) => chunks.push(chunk));
        stream.once("error", reject);
        stream.once("end", () => {
            clearTimeout(timer);
            session.close();
            const headers = Object.fromEntries(
                Object.entries(head).map(([name, value]) => [name, String(value)]),
            );
            resolve({ status: Number(head[":status"]), headers, body: Buffer.concat(chunks).toString() });
        });
        const grpc = call.headers?.["content-type"]?.startsWith("application/grpc");
        stream.end(grpc ? Buffer.alloc(5) : call.body);
    });
}

/** Sends a line and waits for the first bytes that come back. */
function talk(url, call) {
    return new Promise((resolve, reject) => {
        const socket = connect({ host: call.address ?? url.hostname, port: Number(url.port) });
        socket.setTimeout(call.patience ?? patience, () => socket.destroy(new Error("no answer in time")));
        socket.once("error", reject);
        socket.once("close", () => reject(Object.assign(new Error("closed"), { code: "CLOSED" })));
        socket.once("data", (data) => {
            resolve({ status: 0, body: data.toString() });
            socket.destroy();
        });
        socket.write(call.body ?? "hello\n");
    });
}
