import { execFileSync } from "node:child_process";
import { findOnPath } from "../tools/findOnPath";

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

/** Set for what runs inside the lab's own namespaces. */
export const insideMarker = "MESHWRIGHT_DATAPLANE";

const here = { platform: process.platform, user: process.getuid?.() };

/**
 * Why real proxies cannot run here, each reason with what would change it; empty when they can.
 */
export function missingRequirements(
    environment: NodeJS.ProcessEnv,
    { platform, user }: { readonly platform: string; readonly user: number | undefined } = here,
): readonly string[] {
    if (platform !== "linux") {
        return ["network namespaces exist on Linux only; run it there, or in a virtual machine"];
    }
    if (user !== 0) {
        return [
            "network namespaces and redirection by owner need root; run it with sudo, keeping HOME and PATH (sudo -E)",
        ];
    }
    const missing = Object.entries(programs).filter(([name]) => findOnPath(name, environment) === undefined);
    if (missing.length > 0) {
        return missing.map(
            ([name, debianPackage]) => `${name} is not on PATH; apt-get install -y ${debianPackage}`,
        );
    }
    const refused = refusalOfNamespaces();
    return refused === undefined ? [] : [refused];
}

/** Root inside a container may still be refused namespaces, bridges or nf_tables: tried, not guessed. */
function refusalOfNamespaces(): string | undefined {
    const script = [
        "ip link add dp-try type bridge",
        "ip link add dp-a type veth peer name dp-b",
        "nft add table ip t",
        "nft 'add chain ip t c { type nat hook output priority -100; }'",
        "nft add rule ip t c tcp dport 1 redirect to :2",
    ].join(" && ");
    try {
        execFileSync("unshare", ["--mount", "--net", "--pid", "--fork", "--mount-proc", "sh", "-c", script], {
            stdio: ["ignore", "ignore", "pipe"],
        });
        return undefined;
    } catch (error) {
        const said = String((error as { stderr?: unknown }).stderr ?? error).trim();
        return `this root may not make namespaces, bridges or redirections here (${said}); run it on a machine or privileged container that may`;
    }
}
