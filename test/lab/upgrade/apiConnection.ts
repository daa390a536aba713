import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";

export interface Answer {
    readonly status: number;
    readonly body: string;
}

/** How long one request may take: longer than a webhook's own limit of 10 seconds, so that this one is told. */
const patience = 15_000;

/**
 * The API server without a client library between: many small requests a second on connections that are kept, and
 * answers as they came.
 */
export class ApiConnection {
    readonly server: URL;
    readonly #authority: string;
    readonly #token: string;
    readonly #agent: Agent;

    constructor(kubeconfig: string) {
        const config = new KubeConfig();
        config.loadFromFile(kubeconfig);
        const cluster = config.getCurrentCluster();
        this.server = new URL(cluster?.server ?? "");
        this.#authority = Buffer.from(cluster?.caData ?? "", "base64").toString();
        this.#token = config.getCurrentUser()?.token ?? "";
        this.#agent = new Agent({ keepAlive: true });
    }

    /** Starts a request as this connection's user; whoever asks sends its body and reads its answer. */
    open(method: string, path: string, headers: Readonly<Record<string, string | string[] | undefined>>) {
        return request({
            host: this.server.hostname,
            port: this.server.port,
            ca: this.#authority,
            agent: this.#agent,
            method,
            path,
            headers: { ...headers, host: this.server.host, authorization: `Bearer ${this.#token}` },
        });
    }

    send(method: string, path: string, body?: object, type = "application/json"): Promise<Answer> {
        return new Promise((resolve, reject) => {
            const text = body === undefined ? "" : JSON.stringify(body);
            const length = `${Buffer.byteLength(text)}`;
            const sent = this.open(method, path, { "content-type": type, "content-length": length });
            sent.setTimeout(patience, () => sent.destroy(new Error(`no answer within ${patience} ms`)));
            sent.once("error", reject);
            sent.once("response", (response) => resolve(whole(response)));
            sent.end(text);
        });
    }

    /** @throws Error unless the server answers with success */
    async read<T>(path: string): Promise<T> {
        const { status, body } = await this.send("GET", path);
        if (status >= 300) {
            throw new Error(`GET ${path}: ${messageOf(body)}`);
        }
        return JSON.parse(body) as T;
    }

    close(): void {
        this.#agent.destroy();
    }
}

/** The sentence in the API server's `Status`, or whatever was answered in its place. */
export function messageOf(body: string): string {
    try {
        return (JSON.parse(body) as { readonly message?: string }).message ?? body;
    } catch {
        return body;
    }
}

function whole(response: IncomingMessage): Promise<Answer> {
    return new Promise((resolve, reject) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
    });
}
