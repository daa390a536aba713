import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findOnPath } from "../tools/findOnPath";
import { ownNamespaces } from "./enter";
import { watchLimit } from "./network";
import { type Mode, modeHere } from "./users";

/** Programs without which the lab has no network, and the Debian package each comes in. */
const programs: Readonly<Record<string, string>> = {
    ip: "iproute2",
    nft: "nftables",
    unshare: "util-linux",
    nsenter: "util-linux",
    setpriv: "util-linux",
    mount: "mount",
    curl: "curl",
    openssl: "openssl",
    python3: "python3",
};

/** Watchers of files that the suite's pods and istiod have at once, with some to spare for the user's other programs. */
const watchers = 512;

const here = { platform: process.platform, mode: modeHere };

/**
 * Why real proxies cannot run here, each reason with what would change it; empty when they can.
 */
export function missingRequirements(
    environment: NodeJS.ProcessEnv,
    { platform, mode }: { readonly platform: string; readonly mode: () => Mode } = here,
): readonly string[] {
    if (platform !== "linux") {
        return ["network namespaces exist on Linux only; run it there, or in a virtual machine"];
    }
    const missing = Object.entries(programs).filter(([name]) => findOnPath(name, environment) === undefined);
    if (missing.length > 0) {
        return missing.map(
            ([name, debianPackage]) => `${name} is not on PATH; apt-get install -y ${debianPackage}`,
        );
    }
    const refused = refusalOfNamespaces(mode());
    const tooFew =
        mode() === "root" ? undefined : shortageOfWatchers(Number(readFileSync(watchLimit, "utf8")));
    return [refused, tooFew].filter((reason) => reason !== undefined);
}

/** What stands against so many watchers for each user; only root may raise it, and does so itself. */
export function shortageOfWatchers(allowed: number): string | undefined {
    return allowed >= watchers
        ? undefined
        : `a user may watch files ${allowed} times here, and real proxies need ${watchers}; run \`sudo sysctl fs.inotify.max_user_instances=4096\` first, or the suite as root`;
}

/** Root inside a container may still be refused namespaces, bridges or nf_tables: tried, not guessed. */
function refusalOfNamespaces(mode: Mode): string | undefined {
    const script = [
        "ip link add dp-try type bridge",
        "ip link add dp-a type veth peer name dp-b",
        "nft add table ip t",
        "nft 'add chain ip t c { type nat hook output priority -100; }'",
        "nft add rule ip t c tcp dport 1 redirect to :2",
    ].join(" && ");
    try {
        execFileSync("unshare", [...ownNamespaces(), "sh", "-c", script], {
            stdio: ["ignore", "ignore", "pipe"],
        });
        return undefined;
    } catch (error) {
        const said = String((error as { stderr?: unknown }).stderr ?? error).trim();
        if (mode === "rootless") {
            return `this user may not make namespaces, bridges or redirections here (${said}); run it with sudo, keeping HOME and PATH (sudo -E), or allow user namespaces`;
        }
        return `this root may not make namespaces, bridges or redirections here (${said}); run it on a machine or privileged container that may`;
    }
}
