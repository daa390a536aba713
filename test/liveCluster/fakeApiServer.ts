import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeAnswer {
    readonly status?: number;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request; `undefined` for an empty list, `never` for no answer at all. */
export type Answering = (path: string, query: URLSearchParams) => FakeAnswer | "never" | undefined;

/** As much of an API server as lists need: everything is an empty list unless the test says otherwise. */
export class FakeApiServer {
    readonly asked: { readonly path: string; readonly query: URLSearchParams; readonly accept: string }[] =
        [];
    readonly #server: Server;

    constructor(answering: Answering = () => undefined) {
        this.#server = createServer((request, response) => {
            const url = new URL(request.url ?? "/", "http://localhost");
            this.asked.push({ path: url.pathname, query: url.searchParams, accept: acceptOf(request) });
            const answer = answering(url.pathname, url.searchParams) ?? usual(url.pathname);
            if (answer !== "never") {
                response.writeHead(answer.status ?? 200, answer.headers);
                response.end(JSON.stringify(answer.body ?? { items: [] }));
            }
        });
    }

    async start(): Promise<void> {
        await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    }

    async stop(): Promise<void> {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }

    get port(): number {
        return (this.#server.address() as AddressInfo).port;
    }

    /** A kubeconfig, as text, of this server under a path of its own. */
    kubeconfig(path = ""): string {
        const cluster = {
            name: "fake",
            cluster: { server: `http://127.0.0.1:${this.port}${path}`, "insecure-skip-tls-verify": true },
        };
        const document = {
            apiVersion: "v1",
            kind: "Config",
            clusters: [cluster],
            users: [{ name: "ci", user: { token: "secret" } }],
            contexts: [{ name: "fake", context: { cluster: "fake", user: "ci" } }],
            "current-context": "fake",
        };
        return `${JSON.stringify(document, undefined, 1)}\n`;
    }
}

function acceptOf(request: IncomingMessage): string {
    return request.headers.accept ?? "";
}

function usual(path: string): FakeAnswer {
    return path === "/version" ? { body: { major: "1", minor: "36+" } } : {};
}

export function refusal(status: number, message: string): FakeAnswer {
    return { status, body: { kind: "Status", status: "Failure", message, code: status } };
}
