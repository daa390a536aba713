import { createServer, type Server } from "node:http";

/** Something to scrape, whose text the test decides. */
export interface StandInTarget {
    readonly address: string;
    text: string;
    close(): Promise<void>;
}

export async function standInTarget(text: string): Promise<StandInTarget> {
    const target = { address: "", text, close };
    const server: Server = createServer((_request, response) => {
        response.writeHead(200, { "content-type": "text/plain; version=0.0.4" });
        response.end(target.text);
    });
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    target.address = typeof address === "object" && address !== null ? `127.0.0.1:${address.port}` : "";
    return target;

    function close(): Promise<void> {
        server.closeAllConnections();
        return new Promise((resolve) => {
            server.close(() => resolve());
        });
    }
}
