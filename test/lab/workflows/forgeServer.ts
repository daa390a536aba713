import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Method } from "../../../ci/api";
import { FakeForge } from "../../ci/fakeForge";
import { repository } from "./runner";

/** STAND-IN for GitHub's API: the forge of the fast tests, behind an address and a token. */
export class ForgeServer {
    readonly forge = new FakeForge();
    readonly token = "token-of-the-run";
    readonly #server: Server = createServer(async (request, response) => {
        const prefix = `/repos/${repository}`;
        const { url = "", method = "GET" } = request;
        if (request.headers.authorization !== `Bearer ${this.token}` || !url.startsWith(prefix)) {
            response.writeHead(401).end("who are you?");
            return;
        }
        try {
            const body = await text(request);
            const answer = await this.forge.request(
                method as Method,
                url.slice(prefix.length),
                ...(body === "" ? [] : [JSON.parse(body)]),
            );
            response
                .writeHead(200, { "content-type": "application/json" })
                .end(answer === undefined ? "" : JSON.stringify(answer));
        } catch (error) {
            response.writeHead(404).end(String(error));
        }
    });

    async start(): Promise<void> {
        await new Promise<void>((resolve) => {
            this.#server.listen(0, "127.0.0.1", resolve);
        });
    }

    get address(): string {
        return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    stop(): void {
        this.#server.closeAllConnections();
        this.#server.close();
    }
}

async function text(request: IncomingMessage): Promise<string> {
    let whole = "";
    for await (const chunk of request.setEncoding("utf8")) {
        whole += chunk;
    }
    return whole;
}
