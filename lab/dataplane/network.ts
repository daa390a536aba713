import { existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { advertisedAddress, serviceRange } from "../cluster/apiServer";
import { run } from "./run";
import { asUser, modeHere } from "./users";

/** Addresses beside the pods' own range, for what is not in the cluster. */
export const outside = { gateway: "203.0.113.254", prefix: "203.0.113" } as const;
/** Where a cluster's DNS would be; inside the range of Services, which is local here. */
export const dnsAddress = "10.96.0.10";
export const root = "/run/meshwright";
/** How many watchers of files a user may have, in the whole machine. */
const watchLimit = "/proc/sys/fs/inotify/max_user_instances";

/**
 * The node's network: one bridge that every pod hangs on, the whole range of Services as local addresses, so that
 * istiod can stand at its own ClusterIP without anybody who forwards, and files by which names are looked up.
 * Everything is inside this process' namespaces.
 */
export async function setUpNode(): Promise<void> {
    // Named network namespaces lie in /run, which must not be the machine's.
    await run("mount", ["-t", "tmpfs", "tmpfs", "/run"]);
    mkdirSync("/run/netns");
    mkdirSync(root);
    await ip("link", "set", "lo", "up");
    await ip("addr", "add", serviceRange, "dev", "lo");
    // With a fixed address a bridge does not change it when the first port joins, which loses packets.
    await ip("link", "add", "br0", "address", "02:00:00:00:00:01", "type", "bridge");
    await ip("addr", "add", `${advertisedAddress}/16`, "dev", "br0");
    await ip("addr", "add", `${outside.gateway}/24`, "dev", "br0");
    await ip("link", "set", "br0", "up");
    writeFileSync("/proc/sys/net/ipv4/ip_forward", "1");
    if (modeHere() === "root") {
        raiseWatchLimit();
    }
    for (const device of ["all", "br0"]) {
        writeFileSync(`/proc/sys/net/ipv4/conf/${device}/send_redirects`, "0");
    }
}

/**
 * Every agent watches its files, and the usual 128 watchers of a user are used up by forty of them. The one setting
 * that is the machine's and not the namespace's: it is only ever raised.
 */
function raiseWatchLimit(): void {
    const raised = 4096;
    if (Number(readFileSync(watchLimit, "utf8")) < raised) {
        writeFileSync(watchLimit, `${raised}`);
    }
}

/** Replaces a file of /etc for everything inside. */
export async function replaceFile(path: string, content: string): Promise<void> {
    const own = `${root}/${path.replaceAll("/", "_")}`;
    writeFileSync(own, content, { mode: 0o644 });
    if (!existsSync(path)) {
        // A link into /run, as systemd-resolved has it; what it leads to is not in ours.
        const target = resolve(dirname(path), readlinkSync(path));
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, "");
    }
    await run("mount", ["--bind", own, path]);
}

/** Makes a program or folder reachable for every user, wherever it lies. */
export async function share(from: string, name: string, kind: "file" | "folder"): Promise<string> {
    const place = `${root}/${name}`;
    if (kind === "file") {
        writeFileSync(place, "");
    } else {
        mkdirSync(place, { mode: 0o755 });
    }
    await run("mount", ["--bind", from, place]);
    return place;
}

let devices = 0;

/** A network namespace with one address on the bridge, the way a network plugin gives a pod its own. */
export async function addNetwork(name: string, address: string): Promise<void> {
    // Names of devices hold 15 characters, names of pods many more.
    const device = `v${devices++}`;
    const [prefix, gateway] = address.startsWith(`${outside.prefix}.`)
        ? ["24", outside.gateway]
        : ["16", advertisedAddress];
    await run("sh", [
        "-ec",
        `ip netns add ${name}
        ip link add ${device} type veth peer name eth0 netns ${name}
        ip link set ${device} master br0 up
        ip -n ${name} link set lo up
        ip -n ${name} addr add ${address}/${prefix} dev eth0
        ip -n ${name} link set eth0 up
        ip -n ${name} route add default via ${gateway}`,
    ]);
}

/** Nobody in there is root, and what is asked for is served at 80 and 443. */
export async function openLowPorts(name: string): Promise<void> {
    const open = "echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start";
    await run("nsenter", [`--net=/run/netns/${name}`, "sh", "-c", open]);
}

/** Puts a command into a network namespace as a user, as one process: nsenter and setpriv become the command. */
export function inNetwork(name: string, user: number, command: readonly string[]): readonly string[] {
    const as = ["setpriv", ...asUser(user, modeHere())];
    return ["nsenter", `--net=/run/netns/${name}`, ...as, "--", ...command];
}

function ip(...args: readonly string[]): Promise<string> {
    return run("ip", args);
}
