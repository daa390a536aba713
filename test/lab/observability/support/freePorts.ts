import { createServer, type Server } from "node:net";

/** Ports of the loopback that nothing listens on now: all are held until the last is found, so that no two are one. */
export async function freePorts(count: number): Promise<readonly number[]> {
    const servers = await Promise.all(Array.from({ length: count }, listening));
    const ports = servers.map((server) => {
        const address = server.address();
        if (address === null || typeof address === "string") {
            throw new Error("a TCP server has no port");
        }
        return address.port;
    });
    await Promise.all(servers.map(closed));
    return ports;
}

function listening(): Promise<Server> {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => resolve(server));
    });
}

function closed(server: Server): Promise<void> {
    return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
    });
}
