import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the range from which Linux takes the source ports of outgoing connections (32768 and up), so that a
 * port found free is still free when the process that will own it starts a moment later.
 */
export const portRange = { first: 20_000, last: 29_999 } as const;

const attempts = 200;

/** The port this lab used before if it is free (so kubeconfigs stay true over a restart), else a random one. */
export async function choosePort(
    taken: Set<number>,
    preferred?: number,
    isFree: (port: number) => Promise<boolean> = canListen,
): Promise<number> {
    const candidates = preferred === undefined ? [] : [preferred];
    for (let attempt = 0; attempt < attempts; attempt++) {
        const port = candidates.shift() ?? randomInt(portRange.first, portRange.last + 1);
        if (!taken.has(port) && (await isFree(port))) {
            taken.add(port);
            return port;
        }
    }
    throw new Error(
        `found no free port on 127.0.0.1 between ${portRange.first} and ${portRange.last} in ${attempts} tries; ` +
            "stop what listens there (ss -ltnp shows it)",
    );
}

export function canListen(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => resolve(false));
        server.listen({ host: "127.0.0.1", port, exclusive: true }, () => server.close(() => resolve(true)));
    });
}
