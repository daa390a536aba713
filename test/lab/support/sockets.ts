import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export interface Listener {
    readonly pid: number;
    readonly protocol: string;
    /** As the kernel writes it: hexadecimal, each group of four bytes in host order. */
    readonly address: string;
    readonly port: number;
}

const listening = "0A";
const loopback = new Set([
    "0100007F",
    "00000000000000000000000001000000",
    // ::ffff:127.0.0.1, an IPv4 address in an IPv6 socket.
    "0000000000000000FFFF00000100007F",
]);

export function isLoopback({ address }: Listener): boolean {
    return loopback.has(address);
}

/** Every TCP socket these processes listen on, from the kernel's own tables. */
export function listeners(pids: readonly number[]): readonly Listener[] {
    const owners = new Map(pids.flatMap((pid) => socketInodes(pid).map((inode) => [inode, pid] as const)));
    return ["tcp", "tcp6"].flatMap((protocol) =>
        socketTable(protocol).flatMap(({ address, port, state, inode }) => {
            const pid = owners.get(inode);
            return pid !== undefined && state === listening ? [{ pid, protocol, address, port }] : [];
        }),
    );
}

/** Ports anything on this machine listens on. */
export function openPorts(): ReadonlySet<number> {
    return new Set(
        ["tcp", "tcp6"]
            .flatMap(socketTable)
            .filter(({ state }) => state === listening)
            .map(({ port }) => port),
    );
}

function socketTable(protocol: string) {
    return readFileSync(`/proc/net/${protocol}`, "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => {
            const fields = line.trim().split(/\s+/);
            const [address = "", port = ""] = (fields[1] ?? "").split(":");
            return {
                address,
                port: Number.parseInt(port, 16),
                state: fields[3] ?? "",
                inode: fields[9] ?? "",
            };
        });
}

function socketInodes(pid: number): readonly string[] {
    let descriptors: string[];
    try {
        descriptors = readdirSync(`/proc/${pid}/fd`);
    } catch {
        return [];
    }
    return descriptors.flatMap((each) => {
        try {
            const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${each}`))?.[1];
            return inode === undefined ? [] : [inode];
        } catch {
            // Closed while we looked.
            return [];
        }
    });
}
