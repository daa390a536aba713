import type { Manifest } from "../../components/istio/types";
import type { Section } from "../statement";
import { titleOf } from "./names";

/** How a kind is told of: in which part, and the fields that other parts tell the meaning of. */
export interface Telling {
    readonly section: Section;
    /** Paths, or starts of paths, that say nothing here. */
    readonly except?: readonly string[];
    /** Whether its coming and going is told of elsewhere, by what it does. */
    readonly isTold?: true;
    /** Whether it can do anything with requests, which nobody reads from it. */
    readonly isOpaque?: true;
}

const carriers = ["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "batch/Job", "batch/CronJob"];

const isTold = true;

/** By API group and kind: other groups have a Gateway as well, which does something else. */
const tellings: Readonly<Record<string, Telling>> = {
    "security.istio.io/AuthorizationPolicy": { section: "access", except: ["spec."], isTold },
    "security.istio.io/PeerAuthentication": { section: "encryption", except: ["spec."], isTold },
    "networking.k8s.io/NetworkPolicy": { section: "access", except: ["spec."], isTold },
    // What it lets in, and how it catches what goes out, calls tell nothing of.
    "networking.istio.io/Sidecar": {
        section: "access",
        except: ["spec.egress[", "spec.workloadSelector.", "spec.outboundTrafficPolicy.mode"],
        isTold,
    },
    "networking.istio.io/VirtualService": { section: "traffic", except: ["spec."], isTold },
    "networking.istio.io/DestinationRule": { section: "traffic", except: ["spec."], isTold },
    "networking.istio.io/ServiceEntry": { section: "egress", except: ["spec.exportTo"] },
    "core/Service": {
        section: "objects",
        except: ["spec.selector.", "spec.ports", "spec.type", "spec.externalIPs"],
        isTold,
    },
    "core/ServiceAccount": { section: "workloads", isTold },
    "core/Namespace": {
        section: "objects",
        except: ["metadata.labels.istio.io/rev", "metadata.labels.istio-injection"],
        isTold,
    },
    "security.istio.io/RequestAuthentication": { section: "access" },
    "networking.istio.io/Gateway": { section: "exposure" },
    "gateway.networking.k8s.io/Gateway": { section: "exposure" },
    "gateway.networking.k8s.io/HTTPRoute": { section: "exposure" },
    "networking.k8s.io/Ingress": { section: "exposure" },
    "cert-manager.io/Certificate": { section: "encryption" },
    "cert-manager.io/Issuer": { section: "encryption" },
    "cert-manager.io/ClusterIssuer": { section: "encryption" },
    "networking.istio.io/EnvoyFilter": { section: "traffic", isOpaque: true },
    "extensions.istio.io/WasmPlugin": { section: "traffic", isOpaque: true },
    "telemetry.istio.io/Telemetry": { section: "observability" },
    "policy/PodDisruptionBudget": { section: "workloads" },
    "autoscaling/HorizontalPodAutoscaler": { section: "workloads" },
    ...Object.fromEntries(carriers.map((kind) => [kind, { section: "workloads" as const }])),
};

/** The group that is meant where only a kind is said: the first that has it. */
const meant = new Map(
    Object.keys(tellings)
        .reverse()
        .map((each) => [each.slice(each.indexOf("/") + 1), each]),
);

/** `networking.istio.io/Gateway`; `core/Service`. */
export function groupAndKind({ apiVersion, kind }: Manifest): string {
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "core";
    return `${group}/${kind}`;
}

export function isCarrier(object: Manifest): boolean {
    return carriers.includes(groupAndKind(object));
}

/** Its kind, with its group where the kind alone would be taken for another. */
export function kindInWords(object: Manifest): string {
    const own = groupAndKind(object);
    return (meant.get(object.kind) ?? own) === own
        ? object.kind
        : `${object.kind} (${own.slice(0, own.indexOf("/"))})`;
}

/** `Deployment orders/payments`; `Gateway (gateway.networking.k8s.io) orders/payments`. */
export function titleInWords(object: Manifest): string {
    return titleOf({ ...object, kind: kindInWords(object) });
}

/** Everything in the namespace of what watches the mesh is about that, but for who may call it. */
export function tellingIn(watchers: string | undefined): (object: Manifest) => Telling {
    return (object) => {
        const telling = tellings[groupAndKind(object)] ?? { section: "objects" };
        const isWatcher = watchers !== undefined && object.metadata.namespace === watchers;
        return isWatcher && !isOfCalls(object) && telling.isTold !== true
            ? { ...telling, section: "observability" }
            : telling;
    };
}

/** What decides where calls lead and whose tokens count is about that also where the mesh is watched from. */
function isOfCalls(object: Manifest): boolean {
    return [
        "networking.istio.io/ServiceEntry",
        "networking.istio.io/EnvoyFilter",
        "security.istio.io/RequestAuthentication",
    ].includes(groupAndKind(object));
}
