import type { Manifest } from "../../components/istio/types";
import { idOf } from "../objects/names";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { isService } from "./knownHosts";

/** Services that a cloud or every node lets in by itself: past gateways, whatever stands behind them. */
export function outsideServiceChanges(before: Side, after: Side): readonly Statement[] {
    const [left, right] = [waysIn(before), waysIn(after)];
    return [...new Set([...right.keys(), ...left.keys()])].flatMap((id) => {
        const [was = "", is = ""] = [left.get(id), right.get(id)];
        if (was === is) {
            return [];
        }
        const effect = was === "" ? "opens" : is === "" ? "closes" : "changes";
        const sentence =
            is === ""
                ? `Service ${id} may no longer be reached from outside the cluster, ${was}`
                : `Service ${id} may be reached from outside the cluster, ${is}${was === "" ? "" : ` now; before, ${was}`}`;
        return [{ ...changes("exposure", sentence), effect }];
    });
}

function waysIn({ objects, brought }: Side): ReadonlyMap<string, string> {
    return new Map(
        [...objects, ...brought].filter(isService).map((each) => [idOf(each.metadata), wayInto(each)]),
    );
}

function wayInto({ spec }: Manifest): string {
    const { type, externalIPs = [] } = (spec ?? {}) as {
        readonly type?: string;
        readonly externalIPs?: readonly string[];
    };
    const ways = [
        ...(type === "LoadBalancer" ? ["by a load balancer"] : []),
        ...(type === "NodePort" ? ["by a port of every node"] : []),
        ...(externalIPs.length > 0 ? [`by ${[...externalIPs].sort().join(", ")}`] : []),
    ];
    return ways.join(" and ");
}
