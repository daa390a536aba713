import { type ChangedLeaf, changedLeaves, leafInWords } from "../objects/leaves";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import {
    type DestinationRule,
    destinationRules,
    hostAt,
    ruleAt,
    type TlsSettings,
} from "../traffic/destinationRules";
import { isAboutTls, settingsOf } from "../traffic/destinations";
import { type KnownHost, knownHosts, staysKnown } from "../traffic/knownHosts";

/**
 * How calls are encrypted on their way, by host: for hosts outside callers' proxies, or a gateway's, have to be told to;
 * inside the mesh they have to be told not to.
 */
export function callersTlsChanges(before: Side, after: Side): readonly Statement[] {
    const [left, right] = [destinationRules(before), destinationRules(after)];
    const [knew, knows] = [knownHosts(before), knownHosts(after)];
    const { clusterDomain = "cluster.local" } = after.mesh;
    const outside = [...knows].filter(([, { isExternal }]) => isExternal).map(([host]) => host);
    return [...new Set([...right.keys(), ...left.keys(), ...outside])].flatMap((host) => {
        const name = hostAt(host);
        const known = [knew.get(name), knows.get(name)] as const;
        const rules = [ruleAt(left, host), ruleAt(right, host)] as const;
        const isInside = known[1]?.isExternal !== true && isOfMesh(name, clusterDomain);
        // Of a host that comes or goes, its calls tell.
        return !staysKnown(name, knew, knows) ? [] : changesAt(host, rules, known, isInside);
    });
}

type Two<Value> = readonly [Value, Value];

function changesAt(
    host: string,
    rules: Two<DestinationRule | undefined>,
    known: Two<KnownHost | undefined>,
    isInside: boolean,
): readonly Statement[] {
    const levels = rules.map(tlsByLevel) as [Levels, Levels];
    const said = [...new Set([...levels[1].keys(), ...levels[0].keys()])].flatMap((level) => {
        const [old, now] = levels.map((each, side) => {
            const tls = each.has(level) ? each.get(level) : each.get("");
            return isInside ? inside(tls) : outside(tls, known[side]);
        }) as [Encryption, Encryption];
        return old === now ? [] : inWords(`${host}${level}`, old, now, isInside);
    });
    return said.length > 0 ? said : settingChanges(host, rules);
}

function settingChanges(
    host: string,
    [was = {}, is = {}]: Two<DestinationRule | undefined>,
): readonly Statement[] {
    return changedLeaves(settingsOf(was, is), settingsOf(is, was))
        .filter((leaf) => isAboutTls(leaf.path) && !saysNothing(leaf))
        .map((leaf) => {
            const isUnchecked = leaf.path.endsWith("insecureSkipVerify");
            const effect = !isUnchecked ? "changes" : leaf.after === "true" ? "opens" : "closes";
            return { ...changes("encryption", `calls to ${host}: ${leafInWords(leaf)}`), effect };
        });
}

/** Outside the mesh, to originate nothing is the default. */
function saysNothing({ path, before = "DISABLE", after = "DISABLE" }: ChangedLeaf): boolean {
    return path.endsWith("tls.mode") && before === after;
}

type Levels = ReadonlyMap<string, TlsSettings | undefined>;

/** For all calls, for a port, which inherits nothing, and for a version, which inherits what it says nothing of. */
function tlsByLevel({ trafficPolicy, subsets = [] }: DestinationRule = {}): Levels {
    return new Map([
        ["", trafficPolicy?.tls] as const,
        ...(trafficPolicy?.portLevelSettings ?? []).map(
            ({ port, tls }) => [` on port ${port?.number}`, tls] as const,
        ),
        ...subsets.flatMap((each) =>
            each.trafficPolicy?.tls === undefined
                ? []
                : [[` in version ${each.name}`, each.trafficPolicy.tls] as const],
        ),
    ]);
}

/** `unknown`: what the callers send, which may be encrypted or not. */
type Encryption = "plain" | "originated" | "mutual" | "callers' own" | "unknown";

function inside(tls: TlsSettings | undefined): Encryption {
    const { mode = "ISTIO_MUTUAL" } = tls ?? {};
    return mode === "DISABLE" ? "plain" : mode === "ISTIO_MUTUAL" ? "mutual" : "originated";
}

function outside({ mode = "DISABLE" }: TlsSettings = {}, known: KnownHost | undefined): Encryption {
    const protocols = (known?.ports ?? []).map(({ protocol = "" }) => protocol.toUpperCase());
    return mode !== "DISABLE"
        ? "originated"
        : protocols.some((each) => each.startsWith("HTTP") && each !== "HTTPS") || protocols.includes("GRPC")
          ? "plain"
          : protocols.length > 0 && protocols.every((each) => each === "TLS" || each === "HTTPS")
            ? "callers' own"
            : "unknown";
}

function inWords(host: string, old: Encryption, now: Encryption, isInside: boolean): readonly Statement[] {
    const leave = isInside ? "their callers" : "the cluster";
    const before: Readonly<Record<Encryption, string>> = {
        plain: isInside ? "unencrypted" : "they left the cluster unencrypted",
        originated: "TLS was originated",
        mutual: "by mutual TLS",
        "callers' own": "callers encrypted them themselves",
        unknown: "it was not",
    };
    const said = (effect: Statement["effect"], sentence: string): readonly Statement[] => [
        { ...changes("encryption", `${sentence} now; before, ${before[old]}`), effect },
    ];
    const isOpen = old === "plain" || old === "unknown";
    switch (now) {
        case "plain":
            return old === "unknown" ? [] : said("opens", `calls to ${host} leave ${leave} unencrypted`);
        case "unknown":
            return old === "originated" ? said("opens", `calls to ${host} leave ${leave} as they come`) : [];
        case "mutual":
            return old === "plain" ? said("closes", `calls to ${host} leave ${leave} by mutual TLS`) : [];
        case "originated":
            return old === "mutual"
                ? []
                : said(isOpen ? "closes" : "changes", `TLS is originated for calls to ${host}`);
        case "callers' own":
            return old === "unknown"
                ? []
                : said(isOpen ? "closes" : "changes", `callers encrypt calls to ${host} themselves`);
    }
}

function isOfMesh(host: string, clusterDomain: string): boolean {
    return host.includes("/") || host.endsWith(`.${clusterDomain}`) || host === "*" || host === "*.local";
}
