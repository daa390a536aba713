import { type Cases, cases } from "./cases";
import { fieldAt, textsByName } from "./fields";

/** By port of the workload: whether a connection to it reaches the application without meeting the proxy. */
export type Bypass = Cases<number, boolean>;

/**
 * What a pod's annotations keep from its proxy, so that no policy is asked there; undefined when nothing is.
 * `includeInboundPorts` other than `*` leaves all other ports to the application, `excludeInboundPorts` those it
 * names, and `interceptionMode: NONE` every port, also where the pod's own `proxy.istio.io/config` says it.
 */
export function bypassOf(template: unknown): Bypass | undefined {
    const annotations = textsByName(fieldAt(template, "metadata", "annotations"));
    const included = annotations["traffic.sidecar.istio.io/includeInboundPorts"];
    const excluded = annotations["traffic.sidecar.istio.io/excludeInboundPorts"];
    const config = annotations["proxy.istio.io/config"] ?? "";
    const mode = annotations["sidecar.istio.io/interceptionMode"] ?? interceptionIn.exec(config)?.[1];
    if (mode === "NONE") {
        return bypass([], true);
    }
    if (included !== undefined && included.trim() !== "*") {
        return bypass(portsIn(included), true);
    }
    const ports = portsIn(excluded ?? "");
    return ports.length === 0 ? undefined : bypass(ports, false);
}

/** In YAML or JSON, of which this is all that is read. */
const interceptionIn = /["']?\binterceptionMode["']?\s*:\s*["']?([A-Z]+)/;

/** The ports named differ from all others. */
function bypass(ports: readonly number[], others: boolean): Bypass {
    return cases(
        ports.map((port) => [port, !others]),
        others,
        (left, right) => left === right,
    );
}

function portsIn(list: string): readonly number[] {
    return list
        .split(",")
        .map((each) => each.trim())
        .filter((each) => /^[0-9]+$/.test(each))
        .map(Number);
}
