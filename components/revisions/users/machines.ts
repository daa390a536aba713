import { labels } from "../../labels";
import type { Labelled, Labels } from "../clusterView";
import type { User, UserKind } from "../use";
import { type Followed, labelledWith } from "./followed";

/** Written by the istiod that a machine's proxy is connected to: the name of its pod. */
const workloadController = "istio.io/workloadController";
/** A pod of a Deployment: its name, the hash of the template, five characters. */
const istiodPod = /^istiod-(.+)-[a-z0-9]+-[a-z0-9]{5}$/;

/** Proxies on machines outside of the cluster. */
export function machineUsers(
    machines: readonly (Labelled & { readonly template?: Labels })[],
    followed: Followed,
): readonly User[] {
    return machines.flatMap((each) => {
        const because = reason(each, followed);
        return because === undefined
            ? []
            : [
                  {
                      kind: each.kind as UserKind,
                      ...(each.namespace === undefined ? {} : { namespace: each.namespace }),
                      name: each.name,
                      because,
                  },
              ];
    });
}

function reason(machine: Labelled & { readonly template?: Labels }, followed: Followed): string | undefined {
    const connectedTo = istiodPod.exec(machine.annotations[workloadController] ?? "")?.[1];
    return (
        labelledWith(machine.labels[labels.revision], followed) ??
        labelledWith(machine.template?.[labels.revision], followed, "gives its proxies the label") ??
        (connectedTo !== undefined && connectedTo === followed.revision
            ? "is connected to its istiod"
            : undefined)
    );
}
