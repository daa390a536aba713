import type { Manifest } from "../../components/istio/types";
import type { Statement } from "../statement";
import { pairedElements } from "./pairedElements";

interface Server {
    readonly hosts?: unknown;
    readonly tls?: {
        readonly mode?: string;
        readonly httpsRedirect?: boolean;
        readonly minProtocolVersion?: string;
    };
}

interface ServerPair {
    readonly before?: Server;
    readonly after?: Server;
}

export interface ComparedServers {
    readonly before: readonly unknown[];
    readonly after: readonly unknown[];
    readonly effect: Statement["effect"];
}

/** The servers of a Gateway on both sides, but for those that only the mesh can reach on either: those are ways out. */
export function comparedServers(before: Manifest, after: Manifest): ComparedServers {
    const { pairs } = pairedElements(serversOf(before), serversOf(after));
    const doors = (pairs as readonly ServerPair[]).filter(({ before: was, after: is }) =>
        [was, is].some((each) => each !== undefined && isDoor(each)),
    );
    const steps = doors.flatMap((pair) =>
        pair.before === undefined || pair.after === undefined ? [] : stepsOf(pair.before, pair.after),
    );
    return {
        before: doors.flatMap((pair) => pair.before ?? []),
        after: doors.flatMap((pair) => pair.after ?? []),
        effect: steps.some((each) => each < 0)
            ? "opens"
            : steps.some((each) => each > 0)
              ? "closes"
              : "changes",
    };
}

/** Whether anybody but the mesh can come in here. */
export function hasDoor(gateway: Manifest): boolean {
    return serversOf(gateway).some(isDoor);
}

function serversOf({ spec, metadata }: Manifest): readonly Server[] {
    const { servers } = (spec ?? {}) as { readonly servers?: unknown };
    return Array.isArray(servers) ? servers.map((each) => spelledAlike(each, metadata.namespace)) : [];
}

/** Whose rules a host is open to can be written in two ways each: the Gateway's own namespace, and every one. */
function spelledAlike(server: Server | null | undefined, namespace = "default"): Server {
    const { hosts } = server ?? {};
    const spelled = (host: unknown): unknown =>
        typeof host !== "string"
            ? host
            : host.startsWith(`${namespace}/`)
              ? `./${host.slice(namespace.length + 1)}`
              : host.replace(/^\*\//, "");
    return Array.isArray(hosts) ? { ...server, hosts: hosts.map(spelled) } : (server ?? {});
}

function isDoor(server: Server): boolean {
    return server.tls?.mode !== "ISTIO_MUTUAL";
}

/** What is asked of a client, from nothing to a certificate of its own; of what is passed through nobody knows. */
const asked: Readonly<Record<string, number>> = { SIMPLE: 1, OPTIONAL_MUTUAL: 1, MUTUAL: 2, ISTIO_MUTUAL: 2 };

const versions = ["TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"];
/** Istio's own, where a Gateway names none. */
const least = "TLSV1_2";

/** Below 0 where less is asked of a client than before, above it where more is. */
function stepsOf({ tls: was = {} }: Server, { tls: is = {} }: Server): readonly number[] {
    const [from, to] = [was, is].map(({ mode }) => (mode === undefined ? 0 : asked[mode]));
    const [old, fresh] = [was, is].map(({ minProtocolVersion: version = least }) =>
        versions.indexOf(version === "TLS_AUTO" ? least : version),
    ) as [number, number];
    return [
        from === undefined || to === undefined ? 0 : to - from,
        was.mode === undefined || is.mode === undefined ? 0 : fresh - old,
        Number(is.httpsRedirect === true) - Number(was.httpsRedirect === true),
    ];
}
