import type { Field } from "./field";

/** Ranges that lead to a machine itself, its network or its cloud's metadata, as the first octets of an address. */
const privateRanges =
    /^(0|10|127)\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^192\.168\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;
const privateNames = /^(localhost|.*\.localhost|metadata|metadata\.google\.internal|instance-data)$/i;

export function isAddress(host: string): boolean {
    return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(":");
}

/** Whether a host of a URL is the caller's own machine or network, or the metadata service of a cloud. */
export function isPrivate(host: string): boolean {
    const bare = host.replace(/^\[|\]$/g, "");
    return isAddress(bare)
        ? privateRanges.test(bare) || /^(::1?$|f[cd]|fe[89ab]|::ffff:)/i.test(bare)
        : privateNames.test(bare);
}

/** Scheme and host of a URL; undefined when it is none. */
export function urlParts(text: string): { readonly scheme: string; readonly host: string } | undefined {
    const [, scheme, host] = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/@?#]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(text) ?? [];
    return scheme === undefined || !host ? undefined : { scheme: scheme.toLowerCase(), host };
}

/** Narrower than this it means somebody in particular. */
const widestBlock = 8;

/**
 * Whether a text is an IPv4 address or block of the internet. Of IPv6 nobody can tell: clusters give their pods
 * addresses of the internet too.
 */
export function isPublicBlock({ text = "" }: Field): boolean {
    const [, address, bits] = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?$/.exec(text) ?? [];
    return address !== undefined && Number(bits ?? 32) >= widestBlock && !isPrivate(address);
}
