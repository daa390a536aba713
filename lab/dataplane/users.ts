import { readFileSync } from "node:fs";

/**
 * `root` is every user it wants to be, so that a proxy can be told from its application by whose it is. `rootless` is
 * one user in a user namespace: everything runs as that one, and redirection goes by where a packet is bound for.
 */
export type Mode = "root" | "rootless";

/** The user of Istio's proxy: what it sends passes the redirection rules untouched. */
export const proxyUser = 1337;
/** The user applications run as; its traffic is redirected, the proxy's own is not. */
export const applicationUser = 10001;

/** What a process may do as user `user` (none: not Linux) with this `/proc/self/uid_map`: first, outside, length. */
export function modeOf(user: number | undefined, mapping: string): Mode {
    const ranges = mapping
        .trim()
        .split("\n")
        .map((line) => line.trim().split(/\s+/).map(Number));
    const isMapped = (wanted: number) =>
        ranges.some(([first = 0, , length = 0]) => wanted >= first && wanted < first + length);
    return user === 0 && isMapped(proxyUser) && isMapped(applicationUser) ? "root" : "rootless";
}

/** The mode of this process; the same outside the lab's namespaces and inside. */
export function modeHere(): Mode {
    return modeOf(process.getuid?.(), readFileSync("/proc/self/uid_map", "utf8"));
}

/** Arguments of setpriv that make a command end with this process and, where it can be, run as `user`. */
export function asUser(user: number, mode: Mode): readonly string[] {
    const change = ["--reuid", `${user}`, "--regid", `${user}`, "--clear-groups"];
    return [...(mode === "root" ? change : []), "--pdeathsig", "KILL"];
}
