import { add } from "../engine/collect";
import type { Field } from "../engine/field";
import { describeObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { called, type StackFinding, type StackRule, violation, warning } from "../engine/rule";
import { gatewayKind, hostOf, hostsMeet, type Server, selectorKey, serversOf } from "../engine/servers";
import type { StackView } from "../engine/stackView";
import { selectedAnywhere } from "../engine/targets";

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
    kinds: [...new Set([gatewayKind, ...podCarriers])],

    *check(_, __, view) {
        const byPort = new Map<string, Server[]>();
        for (const server of view.kind(gatewayKind).flatMap(serversOf)) {
            if (server.port !== undefined) {
                add(byPort, `${server.port} ${server.field.at("bind").text ?? ""}`, server);
            }
        }
        for (const servers of byPort.values()) {
            yield* conflicts(servers, view);
        }
    },
};

interface Claim {
    readonly server: Server;
    readonly field: Field;
    readonly scope: string;
    readonly host: string;
}

/** Told on each of two Gateways, since which of them istiod drops depends on their age, and on the later server of one. */
function* conflicts(servers: readonly Server[], view: StackView): Iterable<StackFinding> {
    const claims = servers.flatMap(claimsOf);
    const exact = new Map<string, Claim[]>();
    for (const claim of claims) {
        add(exact, `${claim.scope}/${claim.host}`, claim);
    }
    const seen = new Set<Claim>();
    const wildcards: Claim[] = [];
    const share = view.once(sharing);
    for (const claim of claims) {
        const isRival = ({ server }: Claim) => server !== claim.server && share(server, claim.server);
        const same = exact
            .get(`${claim.scope}/${claim.host}`)
            ?.find((each) => isRival(each) && (each.server.object !== claim.server.object || seen.has(each)));
        // A wildcard beside a host of its own is served too, but not as whoever wrote it thinks: C-07.
        const wider = wildcards.find((each) => meet(each, claim) && isRival(each));
        const other = same ?? wider;
        if (other !== undefined) {
            const { object } = other.server;
            const where = object === claim.server.object ? "another server" : describeObject(object);
            const message = `which ${where} serves on port ${claim.server.port} too`;
            const report = same === undefined ? warning : violation;
            const finding = report(claim.field, message, "leave it to one of them");
            yield {
                object: claim.server.object,
                finding: same === undefined ? called(finding, "IST") : finding,
            };
        }
        seen.add(claim);
        if (claim.host.startsWith("*")) {
            wildcards.push(claim);
        }
    }
}

/** Whether two servers open on the same pods: those of one selector, or declared ones that both select. */
function sharing(view: StackView): (one: Server, two: Server) => boolean {
    const known = new Map<string, boolean>();
    return (one, two) => {
        const [left, right] = [selectorOf(one), selectorOf(two)];
        const key = [selectorKey(left), selectorKey(right)].sort().join(" ");
        const isShared = known.get(key) ?? meetAtPods(left, right, view);
        known.set(key, isShared);
        return isShared;
    };
}

function meetAtPods(left: Field, right: Field, view: StackView): boolean {
    if (selectorKey(left) === selectorKey(right)) {
        return true;
    }
    const pods = new Set(selectedAnywhere(left, view));
    return selectedAnywhere(right, view).some((each) => pods.has(each));
}

function selectorOf({ object }: Server): Field {
    return object.root.at("spec", "selector");
}

function claimsOf(server: Server): readonly Claim[] {
    return server.hosts
        .filter((each) => each.text !== undefined)
        .map((field) => {
            const { scope, host } = hostOf(field);
            return { server, field, host, scope: scope === "." ? (server.object.namespace ?? "") : scope };
        });
}

function meet(left: Claim, right: Claim): boolean {
    const scopes = left.scope === "*" || right.scope === "*" || left.scope === right.scope;
    return scopes && hostsMeet(left.host, right.host);
}
