import { add } from "../engine/collect";
import { type StackRule, violation } from "../engine/rule";
import { gatewayKind, hostOf, type Server, selectorKey, serversOf, takesIn } from "../engine/servers";
import type { StackView } from "../engine/stackView";

const route = "networking.istio.io/VirtualService";

export const disallowRelaxedSni: StackRule = {
    scope: "stack",
    id: "C-07",
    name: "meshwright-traffic-disallow-relaxed-sni",
    displayName: "Disallow wildcards beside hosts that ask for certificates",
    description:
        "A host that asks for client certificates must not be reachable through a wildcard that does not.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification:
            "Isolate sensitive services; explicitly disable all the sensitive HTTP host under relaxed SNI host matching",
    },
    remediationSteps:
        "Give the sensitive host a port or gateway of its own, or answer 421 for it in a VirtualService: a client may send the " +
        "wildcard's SNI and the sensitive Host.",
    settings: [],
    kinds: [gatewayKind, route],

    *check(_, __, view) {
        const byPort = new Map<string, Server[]>();
        for (const server of view.kind(gatewayKind).flatMap(serversOf)) {
            const key = `${selectorKey(server.object.root.at("spec", "selector"))} ${server.port}`;
            add(byPort, key, server);
        }
        for (const servers of byPort.values()) {
            const lax = servers.filter(
                (each) => each.mode.text === "SIMPLE" || each.mode.text === "OPTIONAL_MUTUAL",
            );
            for (const strict of servers.filter((each) => each.mode.text === "MUTUAL")) {
                for (const field of strict.hosts) {
                    const { host } = hostOf(field);
                    const around = lax.find((each) =>
                        each.hosts.some((other) => takesIn(hostOf(other).host, host)),
                    );
                    if (around !== undefined && !isMisdirected(host, view)) {
                        const message = `and a server beside it takes ${host} by a wildcard without a client certificate`;
                        const fix = "give it a port of its own, or answer 421 for it there";
                        yield { object: strict.object, finding: violation(field, message, fix) };
                    }
                }
            }
        }
    },
};

/** Whether some VirtualService answers 421 for a host, which sends clients to a connection of its own. */
function isMisdirected(host: string, view: StackView): boolean {
    return view.kind(route).some(({ root }) => {
        const spec = root.at("spec");
        const isFor = spec
            .at("hosts")
            .items()
            .some((each) => each.text === host);
        const answers = spec
            .at("http")
            .items()
            .flatMap((each) => [
                each.at("directResponse", "status"),
                each.at("fault", "abort", "httpStatus"),
            ]);
        return isFor && answers.some((each) => each.isUnknown || each.value === 421);
    });
}
