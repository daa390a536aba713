import { rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Resolution } from "./backends";
import { type Destination, parseAuthority } from "./connectRequest";

/**
 * The network between the API server and the pods: HTTP CONNECT on a Unix socket. The reason of a refusal goes
 * into the status line, because that is the part the API server shows to whoever sent the request.
 */
export class ConnectProxy {
    readonly #server: Server;
    readonly #open = new Set<Duplex>();

    constructor(private readonly resolve: (destination: Destination) => Resolution) {
        this.#server = createServer((_, response) => response.writeHead(405).end());
        this.#server.on("connect", (request: IncomingMessage, client: Duplex, head: Buffer) =>
            this.#connect(request.url ?? "", client, head),
        );
    }

    /** A socket file outlives its process, and would be "in use" for ever. */
    listen(socket: string): Promise<void> {
        rmSync(socket, { force: true });
        return new Promise((resolve, reject) => {
            this.#server.once("error", reject);
            this.#server.listen(socket, () => resolve());
        });
    }

    close(): Promise<void> {
        for (const stream of this.#open) {
            stream.destroy();
        }
        return new Promise((resolve) => this.#server.close(() => resolve()));
    }

    #connect(authority: string, client: Duplex, head: Buffer): void {
        this.#track(client);
        const destination = parseAuthority(authority);
        const resolution: Resolution = destination
            ? this.resolve(destination)
            : { found: false, reason: `"${authority}" is not an address and a port` };
        if (!resolution.found) {
            this.#refuse(client, authority, resolution.reason);
            return;
        }
        const upstream = connect({ host: "127.0.0.1", port: resolution.port });
        this.#track(upstream);
        const failed = (error: Error) =>
            this.#refuse(client, authority, `${resolution.via} does not answer: ${error.message}`);
        upstream.once("error", failed);
        upstream.once("connect", () => {
            upstream.off("error", failed);
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
            upstream.write(head);
            join(client, upstream);
        });
    }

    #refuse(client: Duplex, authority: string, reason: string): void {
        console.error(`connect-proxy: refused ${authority}: ${reason}`);
        client.end(`HTTP/1.1 502 ${reason.replace(/[^\x20-\x7e]/g, " ")}\r\nContent-Length: 0\r\n\r\n`);
    }

    #track(stream: Duplex): void {
        this.#open.add(stream);
        stream.on("error", () => stream.destroy());
        stream.once("close", () => this.#open.delete(stream));
    }
}

function join(client: Duplex, upstream: Socket): void {
    client.pipe(upstream);
    upstream.pipe(client);
    client.once("close", () => upstream.destroy());
    upstream.once("close", () => client.destroy());
}
