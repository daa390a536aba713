import { isIPv6 } from "node:net";

export interface Destination {
    readonly host: string;
    readonly port: number;
}

/** `10.96.161.59:443` or `[fd00::1]:443`: the authority of a CONNECT request. Undefined when it is neither. */
export function parseAuthority(authority: string): Destination | undefined {
    const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(authority);
    const host = match?.[1] ?? match?.[2];
    const port = Number(match?.[3]);
    if (host === undefined || port < 1 || port > 65_535 || (match?.[1] !== undefined && !isIPv6(host))) {
        return undefined;
    }
    return { host, port };
}
