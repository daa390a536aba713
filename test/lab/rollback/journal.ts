import { type KubeConfig, type KubernetesObject, Watch } from "@kubernetes/client-node";
import { until } from "../support/until";

/** One thing that happened to an object. */
export interface Entry {
    readonly type: "ADDED" | "MODIFIED" | "DELETED";
    readonly object: KubernetesObject & { readonly spec?: object };
    /** Versions of all kinds come from one counter of the API server, so they say what came before what. */
    readonly version: number;
}

const paths = {
    Namespace: "/api/v1/namespaces",
    Pod: "/api/v1/pods",
    Deployment: "/apis/apps/v1/deployments",
    NetworkPolicy: "/apis/networking.k8s.io/v1/networkpolicies",
    AuthorizationPolicy: "/apis/security.istio.io/v1/authorizationpolicies",
    PeerAuthentication: "/apis/security.istio.io/v1/peerauthentications",
    MutatingWebhookConfiguration: "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
    ValidatingWebhookConfiguration: "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
} as const;

/** What happens to some kinds of objects while it is kept, what stands at its beginning first. */
export class Journal {
    readonly #entries = new Map<keyof typeof paths, Entry[]>();
    readonly #watches: AbortController[] = [];

    private constructor() {}

    static async begin(config: KubeConfig): Promise<Journal> {
        const journal = new Journal();
        for (const [kind, path] of Object.entries(paths) as [keyof typeof paths, string][]) {
            const entries: Entry[] = [];
            journal.#entries.set(kind, entries);
            const note = (type: string, object: KubernetesObject) => {
                const version = Number(object.metadata?.resourceVersion);
                entries.push({ type: type as Entry["type"], object, version });
            };
            journal.#watches.push(await new Watch(config).watch(path, {}, note, () => undefined));
        }
        return journal;
    }

    of(kind: keyof typeof paths): readonly Entry[] {
        return this.#entries.get(kind) ?? [];
    }

    /** The watches lag a little: resolves when what the journal must tell stands in it. */
    tells(kind: keyof typeof paths, what: (entry: Entry) => boolean): Promise<Entry> {
        return until(`the journal tells of the ${kind}`, () => this.of(kind).find(what), 30_000);
    }

    end(): void {
        for (const watch of this.#watches) {
            watch.abort();
        }
    }
}
