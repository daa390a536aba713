import { anonymous, anyCall, type CallSet, callsOf, noCall, unionOf } from "../../components/access";
import type { Call, Service, ServiceGraph, Stage } from "../../components/graph/model";
import type { Member } from "./derivedMesh";
import { callsOfRoutes, isEntrance } from "./entrances";

export function stageOf(graph: ServiceGraph, member: Member): Stage {
    return graph.namespaces.get(member.ref.namespace)?.stage ?? "off";
}

/** What the graph says `client` may call at `server`, written without any policy in mind. */
export function declaredCalls(
    graph: ServiceGraph,
    server: Member,
    client: Member | typeof anonymous,
): CallSet {
    const isPeer = client !== anonymous && (isEntrance(client) || stageOf(graph, client) !== "off");
    switch (stageOf(graph, server)) {
        case "off":
        case "observed":
            return anyCall;
        case "audit":
            return isPeer ? anyCall : noCall;
        case "enforced":
            return !isPeer
                ? noCall
                : isEntrance(client)
                  ? callsOfRoutes(graph, server, client)
                  : callsOfEdges(graph, server, client);
    }
}

/** Whether the stage of the server's namespace lets plaintext in at all. */
export function declaredPlaintext(graph: ServiceGraph, server: Member): CallSet {
    return ["off", "observed"].includes(stageOf(graph, server)) ? anyCall : noCall;
}

export function callsOfEdges(graph: ServiceGraph, server: Member, client: Member): CallSet {
    const edges = graph.calls.flatMap((call) => {
        const service = graph.services.get(call.to);
        const concerned = service !== undefined && service.workload === server.id && call.from === client.id;
        return concerned ? [callsOfEdge(service, call)] : [];
    });
    return unionOf(edges);
}

function callsOfEdge(service: Service, call: Call): CallSet {
    const targets = (names: readonly string[]): readonly number[] =>
        service.ports.filter((port) => names.includes(port.name)).map((port) => port.targetPort);
    if (service.operations.length === 0) {
        return callsOf({ ports: service.ports.map((port) => port.targetPort) });
    }
    return unionOf(
        service.operations
            .filter((operation) => call.operations.includes(operation.name))
            .map(({ methods, paths, ports }) => callsOf({ ports: targets(ports), methods, paths })),
    );
}
