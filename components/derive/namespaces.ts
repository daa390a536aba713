import { apiVersions } from "../istio/types";
import type { Namespace } from "../istio/workloadTypes";
import { annotations, labels } from "../labels";
import type { NamespacePart } from "./arrangedGraph";
import { rollbackLabel, rollbackReason } from "./metadata";
import { byCodeUnits } from "./order";

/**
 * The namespace with its injection label, always by tag: `istio-injection` would win over a revision and pin
 * the namespace to whatever is the default.
 *
 * Pod security is warned about and audited, not enforced: without the CNI plugin the injector adds an init
 * container with NET_ADMIN, which even the `baseline` level refuses, so enforcing would keep every injected
 * pod from starting. The templates this package deploys meet `restricted`, and a warning judges the template.
 */
export function namespaces(part: NamespacePart): Namespace[] {
    const { name, tag, stage, owners, until } = part.namespace;
    const notes = rollbackReason(part.namespace);
    if (owners.length > 0) {
        notes[annotations.owners] = [...owners].sort(byCodeUnits).join(",");
    }
    if (until !== undefined) {
        notes[annotations.until] = until;
    }
    return [
        {
            apiVersion: apiVersions.Namespace,
            kind: "Namespace",
            metadata: {
                name,
                labels: {
                    [labels.managedBy]: labels.managedByValue,
                    ...(stage === "off" || tag === undefined ? {} : { [labels.revision]: tag }),
                    [labels.discovery]: labels.discoveryValue,
                    [labels.stage]: stage,
                    ...rollbackLabel(part.namespace),
                    "pod-security.kubernetes.io/audit": "restricted",
                    "pod-security.kubernetes.io/warn": "restricted",
                },
                ...(Object.keys(notes).length === 0 ? {} : { annotations: notes }),
            },
        },
    ];
}
