import { createSocket, type Socket } from "node:dgram";

/**
 * A stand-in for the cluster's DNS: answers A queries from a table and says of every other name that it does not
 * exist. Pods reach it only for what their proxy's own DNS does not know.
 */
export class DnsServer {
    readonly #socket: Socket = createSocket("udp4");
    /** Name in lower case, without the last dot, to IPv4 addresses. */
    readonly names = new Map<string, readonly string[]>();

    listen(address: string): Promise<void> {
        this.#socket.on("message", (query, { port, address: client }) => {
            const answer = respond(query, this.names);
            if (answer !== undefined) {
                this.#socket.send(answer, port, client);
            }
        });
        return new Promise((resolve, reject) => {
            this.#socket.once("error", reject);
            this.#socket.bind(53, address, () => resolve());
        });
    }
}

const headerLength = 12;
const typeA = 1;

/** The answer to one query, or nothing for what is none (RFC 1035, section 4). */
export function respond(query: Buffer, names: ReadonlyMap<string, readonly string[]>): Buffer | undefined {
    if (query.length < headerLength || query.readUInt16BE(4) !== 1) {
        return undefined;
    }
    const labels: string[] = [];
    let at = headerLength;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
        labels.push(query.toString("latin1", at + 1, at + 1 + length));
        at += length + 1;
    }
    const end = at + 5;
    if (end > query.length) {
        return undefined;
    }
    const known = names.get(labels.join(".").toLowerCase());
    const addresses = query.readUInt16BE(at + 1) === typeA ? (known ?? []) : [];
    const header = Buffer.from(query.subarray(0, headerLength));
    // Response, recursion available, and "no such name" unless the name exists.
    header.writeUInt16BE(0x8180 | (known === undefined ? 3 : 0), 2);
    header.writeUInt16BE(addresses.length, 6);
    header.writeUInt32BE(0, 8);
    return Buffer.concat([header, query.subarray(headerLength, end), ...addresses.map(record)]);
}

/** Points back to the name in the question; good for five seconds. */
function record(address: string): Buffer {
    const fixed = Buffer.from([0xc0, headerLength, 0, typeA, 0, 1, 0, 0, 0, 5, 0, 4]);
    return Buffer.concat([fixed, Buffer.from(address.split(".").map(Number))]);
}
