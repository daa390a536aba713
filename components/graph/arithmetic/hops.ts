import { order } from "../catalogue";
import { defaultTraffic } from "../defaults";
import type { Call, Id, PortProtocol, Retries, Route, Service, ServiceGraph } from "../model";
import { type Repetition, repetitionOf } from "./repetition";

/** One step of a request: from a workload or gateway to the workload behind a service. */
export interface Hop extends Repetition {
    /** Workload id, or the name of a gateway (which has no slash). */
    readonly from: string;
    /** Id of the workload that serves it. */
    readonly to: Id;
    readonly service: Id;
    /** What declares it. */
    readonly declared: Call | Route;
}

/** What Istio does for a service without rules of its own. */
const istioDefault: Retries = { attempts: defaultTraffic.attempts, on: defaultTraffic.on };
const none: Retries = { attempts: 0, on: [] };

/**
 * Every hop of the graph, sorted. Retries are made by the caller's proxy from the callee's rules: a caller that is not
 * in the mesh makes none, and a callee that is not has Istio's default.
 */
export function hopsOf(graph: ServiceGraph): Hop[] {
    const meshed = (namespace: string) => graph.namespaces.get(namespace)?.stage !== "off";
    const hop = (from: string, service: Service | undefined, declared: Call | Route, proxied: boolean) => {
        if (service === undefined || service.operations.length === 0) {
            return [];
        }
        const retries = !proxied ? none : meshed(service.namespace) ? service.traffic.retries : istioDefault;
        const repetition = repetitionOf(retries, protocolsOf(service, declared.operations));
        return [{ from, to: service.workload, service: service.id, declared, ...repetition }];
    };
    const calls = graph.calls.flatMap((call) =>
        hop(call.from, graph.services.get(call.to), call, meshed(call.from.slice(0, call.from.indexOf("/")))),
    );
    const routes = graph.routes.flatMap((route) => {
        const gateway = graph.platform.publicHosts.get(route.publicHost)?.gateway;
        return gateway === undefined ? [] : hop(gateway, graph.services.get(route.service), route, true);
    });
    return [...calls, ...routes].sort(
        (left, right) => order(left.from, right.from) || order(left.service, right.service),
    );
}

function protocolsOf(service: Service, operations: readonly string[]): PortProtocol[] {
    const names = new Set(
        service.operations
            .filter(({ name }) => operations.includes(name))
            .flatMap((operation) => operation.ports),
    );
    return service.ports.filter(({ name }) => names.has(name)).map(({ protocol }) => protocol);
}
