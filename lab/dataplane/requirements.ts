import { execFileSync } from "node:child_process";
import { findOnPath } from "../tools/findOnPath";
import { ownNamespaces } from "./enter";
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

/** Watchers of files that all of the suite has at once: two for each agent, with some to spare. */
const watchers = 100;

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
    const tooFew = mode() === "root" ? undefined : shortageOfWatchers(watchersToBeHad());
    return [refused, tooFew].filter((reason) => reason !== undefined);
}

/** What stands against so many watchers of one user at once; only root may raise that, and does so itself. */
export function shortageOfWatchers(had: number): string | undefined {
    return had >= watchers
        ? undefined
        : `this user may have ${had} more watchers of files at once, and real proxies need ${watchers}; run \`sudo sysctl fs.inotify.max_user_instances=4096\` first, or the suite as root`;
}

/** How many of those it needs this user can have now, beside what its other programs have: tried, not guessed. */
function watchersToBeHad(): number {
    const script = `import ctypes; c = ctypes.CDLL(None); print(sum(c.inotify_init() >= 0 for _ in range(${watchers})))`;
    return Number(execFileSync("python3", ["-c", script], { encoding: "utf8" }));
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
            return `this user may not make namespaces, bridges or redirections here (${said}); run it with sudo, keeping HOME and PATH (sudo -E), or allow it user namespaces (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns)`;
        }
        return `this root may not make namespaces, bridges or redirections here (${said}); run it on a machine or privileged container that may`;
    }
}
