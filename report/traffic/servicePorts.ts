import { protocolNames } from "../../components/istio/portNames";
import type { Manifest } from "../../components/istio/types";
import type { CallChange } from "../calls/callChanges";
import { idOf } from "../objects/names";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { isService } from "./knownHosts";

interface ServicePort {
    readonly port: number;
    readonly name?: string;
    readonly protocol?: string;
    readonly appProtocol?: string;
    readonly targetPort?: number | string;
}

/**
 * Ports of Services that stay: callers have them in their configuration, and how Istio treats a call follows from what
 * the port is said to be. `told` are calls whose change already says which port of a pod they get to.
 */
export function servicePortChanges(
    before: Side,
    after: Side,
    told: readonly CallChange[],
): readonly Statement[] {
    const left = servicesOf(before);
    const callees = new Set(told.map(({ to }) => to));
    return [...servicesOf(after)].flatMap(([id, service]) => {
        const old = left.get(id);
        if (old === undefined) {
            return [];
        }
        const [were, are] = [portsOf(old), portsOf(service)];
        const kept = [...are.values()].flatMap((now) => {
            const was = were.get(keyOf(now));
            return was === undefined ? [] : [{ was, now }];
        });
        return [
            ...comings(id, were, are),
            ...kept.flatMap(({ was, now }) => treated(id, was, now)),
            ...(callees.has(id) ? [] : kept.flatMap(({ was, now }) => led(id, was, now))),
        ].map((each) => changes("traffic", each));
    });
}

type Ports = ReadonlyMap<string, ServicePort>;

function servicesOf({ objects, brought }: Side): ReadonlyMap<string, Manifest> {
    return new Map([...objects, ...brought].filter(isService).map((each) => [idOf(each.metadata), each]));
}

function portsOf({ spec }: Manifest): Ports {
    const { ports = [] } = (spec ?? {}) as { readonly ports?: readonly ServicePort[] };
    return new Map(ports.map((each) => [keyOf(each), each]));
}

/** A number is two ports where both TCP and UDP are served. */
function keyOf({ port, protocol = "TCP" }: ServicePort): string {
    return protocol === "TCP" ? `${port}` : `${port} (${protocol})`;
}

function comings(id: string, were: Ports, are: Ports): readonly string[] {
    const fresh = [...are.keys()].filter((each) => !were.has(each));
    const gone = [...were.keys()].filter((each) => !are.has(each));
    const [on, off] = [fresh, gone].map((each) => `port${each.length === 1 ? "" : "s"} ${each.join(", ")}`);
    return fresh.length === 0 && gone.length === 0
        ? []
        : gone.length === 0
          ? [`callers reach ${id} on ${on} as well`]
          : fresh.length === 0
            ? [`callers no longer reach ${id} on ${off}`]
            : [`callers reach ${id} on ${on} now, and no longer on ${off?.replace(/^ports? /, "")}`];
}

function treated(id: string, was: ServicePort, now: ServicePort): readonly string[] {
    const [old, is] = [protocolOf(was), protocolOf(now)];
    return old === is
        ? []
        : [`calls to ${id} on port ${keyOf(now)} are treated as ${is} now, and were as ${old}`];
}

const detected = "what Istio detects";

/** As Istio chooses: by `appProtocol`, then by the beginning of the name, else by the first bytes of a connection. */
function protocolOf({ name = "", protocol, appProtocol }: ServicePort): string {
    if (protocol === "UDP") {
        return "udp";
    }
    const said =
        appProtocol?.toLowerCase().replace(/^(kubernetes\.io|istio\.io)\//, "") ?? name.toLowerCase();
    const named = protocolNames
        .filter((each) => said === each || (appProtocol === undefined && said.startsWith(`${each}-`)))
        .sort((left, right) => right.length - left.length)[0];
    return named ?? (said === "h2c" ? "http2" : said === "ws" ? "http" : detected);
}

function led(id: string, was: ServicePort, now: ServicePort): readonly string[] {
    const [old, is] = [was, now].map(({ port, targetPort = port }) => String(targetPort));
    return old === is
        ? []
        : [`Service ${id} leads from port ${keyOf(now)} to port ${is} of its pods now, and led to ${old}`];
}
