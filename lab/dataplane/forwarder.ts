import { request } from "node:http";
import { createServer, type Socket } from "node:net";

/**
 * What kube-proxy does for istiod's Service: connections to its ClusterIP go to the real istiod, through the same
 * proxy by which the API server reaches webhooks. Everything else proxies send needs nobody between: they have the
 * addresses of pods.
 */
export class Forwarder {
    constructor(private readonly proxySocket: string) {}

    listen(address: string, port: number): Promise<void> {
        const server = createServer((client) => this.#connect(client, `${address}:${port}`));
        return new Promise((resolve, reject) => {
            server.once("error", reject);
            server.listen({ host: address, port }, () => resolve());
        });
    }

    #connect(client: Socket, destination: string): void {
        client.once("error", () => client.destroy());
        const asked = request({ socketPath: this.proxySocket, method: "CONNECT", path: destination });
        asked.once("error", () => client.destroy());
        asked.once("connect", ({ statusCode }, upstream, head) => {
            if (statusCode !== 200) {
                client.destroy();
                return;
            }
            upstream.once("error", () => client.destroy());
            upstream.once("close", () => client.destroy());
            client.once("close", () => upstream.destroy());
            if (head.length > 0) {
                client.write(head);
            }
            upstream.pipe(client);
            client.pipe(upstream);
        });
        // Not there yet: istiod's proxies try again by themselves.
        asked.once("response", () => client.destroy());
        asked.end();
    }
}
