import { perSide } from "../perSide";
import type { Side } from "../side";

/** What gets its proxies by one tag or revision. */
export interface Follower {
    readonly kind: "namespace" | "gateway";
    readonly name: string;
    /** The tag or revision; undefined where it has no proxies. */
    readonly follows: string | undefined;
    /** How many of its workloads have a proxy. */
    readonly proxies: number;
}

/** Who follows what, by name. A namespace that holds gateways alone is told of as these. */
export const followersOf = perSide(readFollowers);

function readFollowers({ objects, workloads, gatewayTags }: Side): ReadonlyMap<string, Follower> {
    const labels = new Map(
        objects
            .filter(({ kind, apiVersion }) => kind === "Namespace" && apiVersion === "v1")
            .map(({ metadata }) => [metadata.name, metadata.labels ?? {}]),
    );
    const ofGateways = new Set(Object.keys(gatewayTags).map(namespaceOf));
    const settled = new Set(workloads.map(({ namespace }) => namespace));
    const counts = new Map<string, number>();
    for (const { namespace, injected } of workloads) {
        counts.set(namespace, (counts.get(namespace) ?? 0) + Number(injected));
    }
    const namespaces = [...labels]
        .filter(([name]) => settled.has(name) || !ofGateways.has(name))
        .map(([name, own]): Follower => {
            const proxies = counts.get(name) ?? 0;
            return { kind: "namespace", name, follows: followedBy(own), proxies };
        });
    // A namespace's label beats a pod's, and is left out where pods beside each other follow several tags.
    const gateways = Object.entries(gatewayTags).map(([name, tag]): Follower => {
        const own = labels.get(namespaceOf(name)) ?? {};
        const isSwitched = own["istio-injection"] !== undefined;
        const follows = isSwitched ? followedBy(own) : (followedBy(own) ?? tag);
        return { kind: "gateway", name, follows, proxies: 1 };
    });
    return new Map([...namespaces, ...gateways].map((each) => [`${each.kind} ${each.name}`, each]));
}

/** `istio-injection`, whatever it says, makes Istio ignore `istio.io/rev`. */
function followedBy(labels: Readonly<Record<string, string>>): string | undefined {
    const { "istio.io/rev": revision, "istio-injection": injection } = labels;
    return injection === undefined ? revision : injection === "enabled" ? "default" : undefined;
}

function namespaceOf(id: string): string {
    return id.slice(0, id.indexOf("/"));
}
