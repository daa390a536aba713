import { type CalledService, type Required, violations } from "./webhookState";

export interface KubernetesObject {
    readonly kind: string;
    readonly metadata: {
        readonly name: string;
        readonly namespace?: string;
        readonly resourceVersion: string;
    };
    readonly spec?: { readonly selector?: Readonly<Record<string, string>> };
    readonly webhooks?: readonly {
        readonly name: string;
        readonly clientConfig: { readonly service?: { readonly namespace: string; readonly name: string } };
    }[];
}

export interface WatchEvent {
    readonly type: string;
    readonly object: KubernetesObject;
}

/**
 * The states that came one after the other, and what was wrong in each. Versions are one sequence for all kinds (the
 * revision of etcd), which is what makes one history of three watches.
 *
 * @param since - states of this version and older came before the update that is judged
 */
export function replay(events: readonly WatchEvent[], required: Required, since: number): readonly string[] {
    const configurations = new Map<string, readonly CalledService[]>();
    const services = new Map<string, string>();
    const found: string[] = [];
    const look = (version: number) => {
        for (const each of violations({ configurations, services }, required)) {
            found.push(`at ${version}: ${each}`);
        }
    };
    let looked = false;
    for (const event of [...events].sort((left, right) => versionOf(left) - versionOf(right))) {
        if (versionOf(event) > since && !looked) {
            look(since);
            looked = true;
        }
        apply(event, configurations, services);
        if (versionOf(event) > since) {
            look(versionOf(event));
        }
    }
    if (!looked) {
        look(since);
    }
    return found;
}

export function latestVersion(events: readonly WatchEvent[]): number {
    return Math.max(0, ...events.map(versionOf));
}

export function keyOf({ kind, metadata }: KubernetesObject): string {
    return kind === "Service" ? `${metadata.namespace}/${metadata.name}` : `${kind}/${metadata.name}`;
}

function versionOf({ object }: WatchEvent): number {
    return Number(object.metadata.resourceVersion);
}

function apply(
    { type, object }: WatchEvent,
    configurations: Map<string, readonly CalledService[]>,
    services: Map<string, string>,
): void {
    const key = keyOf(object);
    if (type === "DELETED") {
        (object.kind === "Service" ? services : configurations).delete(key);
    } else if (object.kind === "Service") {
        services.set(key, object.spec?.selector?.["istio.io/rev"] ?? "");
    } else {
        configurations.set(key, calledBy(object));
    }
}

function calledBy({ webhooks = [] }: KubernetesObject): readonly CalledService[] {
    return webhooks.flatMap(({ name, clientConfig: { service } }) =>
        service === undefined ? [] : [{ webhook: name, service: `${service.namespace}/${service.name}` }],
    );
}
