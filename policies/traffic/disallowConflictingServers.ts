import { add } from "../engine/collect";
import type { Field } from "../engine/field";
import { describeObject } from "../engine/object";
import { type StackFinding, type StackRule, violation, warning } from "../engine/rule";
import { gatewayKind, hostOf, hostsMeet, type Server, selectorKey, serversOf } from "../engine/servers";

export const disallowConflictingServers: StackRule = {
    scope: "stack",
    id: "C-14",
    ids: ["IST0145", "KIA0301"],
    name: "meshwright-traffic-disallow-conflicting-servers",
    displayName: "Disallow two servers for one host and port",
    description:
        "A host must be served once on a port of a gateway: of two servers istiod drops one, without a word.",
    severity: "medium",
    remediationSteps: "Merge the servers, or give one of them another port or host.",
    settings: [],
    kinds: [gatewayKind],

    *check(_, __, view) {
        const byPort = new Map<string, Server[]>();
        const known = view.kind(gatewayKind).flatMap(serversOf);
        for (const server of known.filter((each) => each.port !== undefined)) {
            const key = `${selectorKey(server.object.root.at("spec", "selector"))} ${server.port} ${server.field.at("bind").text ?? ""}`;
            add(byPort, key, server);
        }
        for (const rivals of byPort.values()) {
            yield* conflicts(rivals);
        }
    },
};

interface Claim {
    readonly server: Server;
    readonly scope: string;
    readonly host: string;
}

function* conflicts(servers: readonly Server[]): Iterable<StackFinding> {
    const exact = new Map<string, Server>();
    const wildcards: Claim[] = [];
    for (const server of servers) {
        for (const field of server.hosts.filter((each) => each.text !== undefined)) {
            const claim = claimOf(server, field);
            const key = `${claim.scope}/${claim.host}`;
            const same = exact.get(key);
            const other = same ?? wildcards.find((each) => meet(each, claim))?.server;
            if (other !== undefined && other !== server) {
                // A wildcard beside a host of its own is served too, but not as whoever wrote it thinks: C-07.
                const report = same === undefined ? warning : violation;
                const where =
                    other.object === server.object ? "another server" : describeObject(other.object);
                const message = `which ${where} serves on port ${server.port} too`;
                yield { object: server.object, finding: report(field, message, "leave it to one of them") };
            }
            exact.set(key, same ?? server);
            if (claim.host.startsWith("*")) {
                wildcards.push(claim);
            }
        }
    }
}

function claimOf(server: Server, field: Field): Claim {
    const { scope, host } = hostOf(field);
    return { server, host, scope: scope === "." ? (server.object.namespace ?? "") : scope };
}

function meet(left: Claim, right: Claim): boolean {
    const scopes = left.scope === "*" || right.scope === "*" || left.scope === right.scope;
    return scopes && hostsMeet(left.host, right.host);
}
