/** Where the injected init container's arguments send packets. */
export interface Redirection {
    readonly outbound: number;
    readonly inbound: number;
    /** Ports that reach the pod without its proxy in between. */
    readonly untouched: readonly number[];
}

/** HBONE's, which Istio's own rules leave alone without being told. */
const tunnel = 15008;

/** What the arguments of Istio's init container say; its defaults where they say nothing. */
export function redirectionOf(args: readonly string[]): Redirection {
    const after = (short: string, otherwise: string) => {
        const at = args.indexOf(short);
        return at < 0 ? otherwise : (args[at + 1] ?? otherwise);
    };
    const ports = after("-d", "")
        .split(",")
        .filter((port) => port !== "")
        .map(Number);
    return {
        outbound: Number(after("-p", "15001")),
        inbound: Number(after("-z", "15006")),
        untouched: [...new Set([tunnel, ...ports])].sort((left, right) => left - right),
    };
}

export interface Destinations {
    /** The range of Services, in CIDR notation. */
    readonly services: string;
    /** Addresses in that range at which istiods stand, and their port: the agent's own connection. */
    readonly istiods: readonly string[];
    readonly istiodPort: number;
}

/**
 * Rules of nft for one pod whose proxy and application are the same user. What is bound for a Service is redirected,
 * because the proxy itself calls pods; all else leaves as it is, or the proxy would meet its own packets again. So a
 * call to a pod's own address or to a host outside passes the proxy by on its way out, which Istio's rules by owner
 * would not let it. On its way in everything is redirected, as there.
 */
export function destinationRules(
    { outbound, inbound, untouched }: Redirection,
    { services, istiods, istiodPort }: Destinations,
): string {
    // Envoy connects to its application from this address, even where that is a pod of a Service it calls itself.
    const ownCalls = `oifname "lo" ip saddr 127.0.0.6 return`;
    const toIstiods = [...istiods]
        .sort()
        .map((address) => `ip daddr ${address} tcp dport ${istiodPort} return`);
    const out = [ownCalls, ...toIstiods, `ip daddr ${services} tcp dport != 53 redirect to :${outbound}`];
    const into = [`tcp dport { ${untouched.join(", ")} } return`, `meta l4proto tcp redirect to :${inbound}`];
    return [
        "table ip meshwright {",
        ...chain("out", "output", out),
        ...chain("into", "prerouting", into),
        "}",
        "",
    ].join("\n");
}

function chain(name: string, hook: string, rules: readonly string[]): readonly string[] {
    const body = [`type nat hook ${hook} priority -100;`, ...rules];
    return [`    chain ${name} {`, ...body.map((line) => `        ${line}`), "    }"];
}
