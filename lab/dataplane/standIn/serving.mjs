/** What arrived here since the last reset; the lab reads it, because a proxy must not be asked about itself. */
export class Served {
    requests = 0;
    /** By path without query. @type {Record<string, number>} */
    paths = {};
    /** By protocol of the connection. @type {Record<string, number>} */
    connections = {};
    /** Tries seen so far of each `key` that was asked to fail a few times. @type {Map<string, number>} */
    #tries = new Map();

    /** @param {string} path */
    count(path) {
        this.requests += 1;
        this.paths[path] = (this.paths[path] ?? 0) + 1;
    }

    /** @param {string} key */
    tryOf(key) {
        const tries = (this.#tries.get(key) ?? 0) + 1;
        this.#tries.set(key, tries);
        return tries;
    }
}

const grpcUnavailable = "14";

/**
 * Answers with what it saw of the request. The query says how it should behave: `delay` (milliseconds), `status`
 * (of every answer), `failures` and `key` (the first so many tries of that key fail with 503), `user` (a header x-user of
 * the answer).
 * @param {{ pod: string, workload: string, version: string }} identity
 * @param {Served} served
 * @returns {import("node:http").RequestListener}
 */
export function answer(identity, served) {
    return (request, response) => {
        const url = new URL(request.url ?? "/", "http://stand-in");
        served.count(url.pathname);
        const meant = (url.searchParams.get("only") ?? identity.pod) === identity.pod;
        const ask = (name) => (meant ? url.searchParams.get(name) : null);
        const key = ask("key") ?? "";
        const tries = served.tryOf(key);
        const user = ask("user");
        const failing = tries <= Number(ask("failures") ?? 0);
        const status = failing ? 503 : Number(ask("status") ?? 200);
        const body = JSON.stringify({
            ...identity,
            method: request.method,
            path: url.pathname,
            headers: plain(request.headers),
            tries,
        });
        setTimeout(
            () =>
                request.headers["content-type"]?.startsWith("application/grpc")
                    ? answerGrpc(response, body, failing)
                    : answerHttp(request, response, body, status, user === null ? {} : { "x-user": user }),
            Number(ask("delay") ?? 0),
        );
        request.resume();
    };
}

/** Pseudo headers of HTTP/2 have no place in an answer that is read as JSON. */
function plain(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":")));
}

function answerHttp(request, response, body, status, headers) {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(request.method === "HEAD" ? undefined : body);
}

function answerGrpc(response, body, failing) {
    const message = Buffer.from(body);
    const frame = Buffer.alloc(5);
    frame.writeUInt32BE(message.length, 1);
    response.writeHead(200, { "content-type": "application/grpc" });
    response.addTrailers({ "grpc-status": failing ? grpcUnavailable : "0" });
    response.end(Buffer.concat([frame, message]));
}
