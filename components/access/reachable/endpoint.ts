import { isCovered, isWithin, overlap } from "../addresses";
import { fieldAt, itemsOf, textOf } from "../fields";
import { allOf, opposite, type Truth, truthOf } from "../truth";

/** A pod as a NetworkPolicy sees it. */
export interface Pod {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly namedPorts?: Readonly<Record<string, number>>;
}

/** Somebody outside the cluster; without an address some public one. */
export interface Outside {
    readonly address?: string;
}

export type Endpoint = { readonly pod: Pod } | { readonly outside: Outside };

/** Ranges in which no address of the internet lies. */
const notPublic = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
];

/**
 * Whether an `ipBlock` holds the endpoint's address. A pod's is not known, and network plugins do not agree on
 * whether a block speaks of pods at all, so that is never certain.
 */
export function isInBlock(block: unknown, endpoint: Endpoint): Truth {
    const cidr = textOf(fieldAt(block, "cidr"));
    if (cidr === undefined || "pod" in endpoint) {
        return "maybe";
    }
    const except = itemsOf(fieldAt(block, "except")).filter(
        (each): each is string => typeof each === "string",
    );
    const { address } = endpoint.outside;
    const within = (each: string): Truth =>
        address === undefined ? holdsSomePublic(each) : truthOf(isWithin(each, address));
    return allOf([within(cidr), ...except.map((each) => opposite(within(each)))]);
}

/**
 * Whether blocks that hold none of them alone hold every public address together. One with exceptions counts where
 * those are not public.
 */
export function holdAllPublic(blocks: readonly unknown[]): boolean {
    const ranges = blocks
        .filter((each) =>
            itemsOf(fieldAt(each, "except")).every(
                (range) => typeof range === "string" && holdsSomePublic(range) === "no",
            ),
        )
        .flatMap((each) => textOf(fieldAt(each, "cidr")) ?? []);
    return ["0.0.0.0/0", "::/0"].some((each) => isCovered(ranges, each));
}

/** All public addresses, none, or some; the same few blocks stand in most policies. */
function holdsSomePublic(cidr: string): Truth {
    const holds = publicIn.get(cidr) ?? comparedWithPublic(cidr);
    publicIn.set(cidr, holds);
    return holds;
}

const publicIn = new Map<string, Truth>();

function comparedWithPublic(cidr: string): Truth {
    if (cidr.endsWith("/0") && overlap(cidr, cidr) === true) {
        return "yes";
    }
    return notPublic.some((range) => isWithin(range, cidr) === true) ? "no" : "maybe";
}
