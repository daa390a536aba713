import type { Manifest } from "../../components/istio/types";
import type { CallChange } from "../calls/callChanges";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { enumerated, idOf, titleOf } from "./names";
import { groupAndKind } from "./tellings";

export function isServiceEntry(object: Manifest): boolean {
    return groupAndKind(object) === "networking.istio.io/ServiceEntry";
}

/** Whether calls tell of every host that it makes known: that somebody may connect there, or may no longer. */
export function toldByCalls(calls: readonly CallChange[]): (object: Manifest) => boolean {
    const told = new Set(calls.flatMap(({ way, to, host }) => (way === "out" ? [to, host ?? to] : [])));
    return (object) => {
        const hosts = hostsOf(object);
        return hosts.length > 0 && hosts.every((each) => told.has(each));
    };
}

/** Of one that comes or goes beside another for the same host: it decides with that one where connections lead. */
export function sharedHost(object: Manifest, before: Side, after: Side): Statement | undefined {
    const own = new Set(hostsOf(object));
    const others = [...before.objects, ...after.objects].filter(
        (each) =>
            isServiceEntry(each) &&
            idOf(each.metadata) !== idOf(object.metadata) &&
            hostsOf(each).some((host) => own.has(host)),
    );
    if (others.length === 0) {
        return undefined;
    }
    const became = after.objects.includes(object) ? "is new" : "is gone";
    const beside = enumerated([...new Set(others.map(titleOf))]);
    return changes(
        "egress",
        `${titleOf(object)} ${became}: with ${beside} it ${became === "is new" ? "says" : "said"} where ${enumerated([...own])} is`,
    );
}

/** With its ports told by their numbers: their names mean nothing, and lead by a number to what calls tell. */
export function withoutPortNames(object: Manifest): Manifest {
    const { ports } = (object.spec ?? {}) as { readonly ports?: unknown };
    if (!Array.isArray(ports)) {
        return object;
    }
    const unnamed = ports.map(({ name: _name, ...port }: Readonly<Record<string, unknown>>) => port);
    return { ...object, spec: { ...(object.spec as object), ports: unnamed } } as Manifest;
}

/** Which hosts and ports there are is told with calls; what is spoken there, and where it leads, never is. */
export function isOfCalls(path: string): boolean {
    return /^spec\.(hosts|ports\[[^\]]*\]($|\.number$))/.test(path);
}

function hostsOf({ spec }: Manifest): readonly string[] {
    const { hosts } = (spec ?? {}) as { readonly hosts?: unknown };
    return Array.isArray(hosts) ? hosts.map(String) : [];
}
