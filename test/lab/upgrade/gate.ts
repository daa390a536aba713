import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ApiConnection } from "./apiConnection";
import { isWrite, type Write, writeOf } from "./writes";

/** What becomes of one write: it goes on, is refused by a server that is not there, or the line is cut. */
export type Verdict = "forward" | "refuse" | "hang up";

/** Who decides about writes, and hears of them. */
export interface Doorkeeper {
    /** Asked before the write number `index`, counted from 0; the others wait meanwhile. */
    before(write: Write, index: number): Promise<Verdict>;
    /** Told when the API server has answered it, before the client hears. */
    after?(write: Write, index: number, status: number): Promise<void>;
}

const open: Doorkeeper = { before: () => Promise.resolve("forward") };

/**
 * Stands between a provider and the API server. Reads pass as they come, watches as they stream; writes pass one
 * after the other, each when the doorkeeper lets it.
 */
export class Gate {
    readonly #server: Server;
    #doorkeeper = open;
    #count = 0;
    #queue: Promise<void> = Promise.resolve();

    constructor(readonly api: ApiConnection) {
        this.#server = createServer((incoming, answer) => {
            const { method = "", url = "" } = incoming;
            const handled = isWrite(method, url)
                ? this.#admit(incoming, answer)
                : this.#forward(incoming, answer, incoming);
            handled.catch((error: Error) => fail(answer, 502, error.message));
        });
        // A watch has no end, and an idle connection that is closed here resets the write that is just sent on it; so
        // does one that was opened in reserve and has sent nothing for a minute.
        this.#server.requestTimeout = 0;
        this.#server.headersTimeout = 0;
        this.#server.keepAliveTimeout = 0;
    }

    async listen(): Promise<string> {
        await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    /** From now on, and with a count of its own; resolves when no write of before is on its way. */
    async guardWith(doorkeeper: Doorkeeper): Promise<void> {
        await this.#queue;
        this.#doorkeeper = doorkeeper;
        this.#count = 0;
    }

    async close(): Promise<void> {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }

    async #admit(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
        const body = await bodyOf(incoming);
        const write = writeOf(incoming.method ?? "", incoming.url ?? "", body);
        const turn = this.#queue.then(() => this.#decide(write, incoming, answer, body));
        this.#queue = turn.catch(() => undefined);
        await turn;
    }

    async #decide(write: Write, incoming: IncomingMessage, answer: ServerResponse, body: Buffer) {
        if (answer.destroyed) {
            // Whoever asked is gone, and with it what it would have asked for.
            return;
        }
        const index = this.#count;
        this.#count += 1;
        const verdict = await this.#doorkeeper.before(write, index);
        if (verdict === "hang up" || answer.destroyed) {
            answer.destroy();
        } else if (verdict === "refuse") {
            fail(answer, 503, "the gate is closed");
        } else {
            const after = (status: number) => this.#doorkeeper.after?.(write, index, status);
            await this.#forward(incoming, answer, body, after);
        }
    }

    #forward(
        incoming: IncomingMessage,
        answer: ServerResponse,
        body: IncomingMessage | Buffer,
        after?: (status: number) => Promise<void> | undefined,
    ): Promise<void> {
        const { method = "", url = "", headers } = incoming;
        return new Promise((resolve, reject) => {
            const sent = this.api.open(method, url, headers);
            answer.once("close", () => {
                sent.destroy();
                resolve();
            });
            sent.once("error", reject);
            sent.once("response", (response) => {
                response.once("error", reject);
                response.once("end", resolve);
                const told = after?.(response.statusCode ?? 0) ?? Promise.resolve();
                told.then(() => {
                    answer.writeHead(response.statusCode ?? 0, response.headers);
                    response.pipe(answer);
                }, reject);
            });
            if (Buffer.isBuffer(body)) {
                sent.end(body);
            } else {
                body.pipe(sent);
            }
        });
    }
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
}

/** As the API server refuses, so that clients tell it apart from a body they cannot read. */
function fail(answer: ServerResponse, code: number, message: string): void {
    if (answer.headersSent || answer.destroyed) {
        answer.destroy();
        return;
    }
    const status = { kind: "Status", apiVersion: "v1", status: "Failure", message, code };
    answer.writeHead(code, { "content-type": "application/json" });
    answer.end(JSON.stringify(status));
}
