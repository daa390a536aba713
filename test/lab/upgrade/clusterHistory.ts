import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import type { ApiConnection } from "./apiConnection";
import { type KubernetesObject, keyOf, type WatchEvent } from "./replay";

interface Watched {
    readonly path: string;
    readonly kind: string;
}

const watched: readonly Watched[] = [
    { path: "/api/v1/services", kind: "Service" },
    {
        path: "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
        kind: "MutatingWebhookConfiguration",
    },
    {
        path: "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
        kind: "ValidatingWebhookConfiguration",
    },
];

/** A watch lags by milliseconds; this only keeps a run from hanging. */
const patience = 30_000;

interface List {
    readonly metadata: { readonly resourceVersion: string };
    readonly items: readonly KubernetesObject[];
}

/** Every state that webhook configurations and Services were in, as the API server tells whoever watches. */
export class ClusterHistory {
    readonly #events: WatchEvent[] = [];
    /** The version in which each object stands, by kind. */
    readonly #standing = new Map<string, Map<string, number>>();
    readonly #versions = new Map<string, string>();
    readonly #ended = new AbortController();

    constructor(readonly api: ApiConnection) {}

    async start(): Promise<void> {
        for (const each of watched) {
            const list = await this.api.read<List>(each.path);
            for (const item of list.items) {
                this.#note(each.kind, { type: "ADDED", object: { ...item, kind: each.kind } });
            }
            void this.#watch(each, list.metadata.resourceVersion);
        }
    }

    /** Everything until now: the watches have told what the server has. */
    async events(): Promise<readonly WatchEvent[]> {
        for (const { path, kind } of watched) {
            const { items } = await this.api.read<List>(path);
            const deadline = Date.now() + patience;
            while (!this.#hasSeen(kind, items)) {
                if (Date.now() > deadline) {
                    throw new Error(`the watch of ${kind}s does not tell what the server lists`);
                }
                await pause(5);
            }
        }
        return [...this.#events];
    }

    stop(): void {
        this.#ended.abort();
    }

    /** Whether each listed object was seen in its listed version or a later one, and no other still stands. */
    #hasSeen(kind: string, items: readonly KubernetesObject[]): boolean {
        const standing = this.#standing.get(kind) ?? new Map<string, number>();
        return (
            standing.size === items.length &&
            items.every(
                (each) =>
                    (standing.get(keyOf({ ...each, kind })) ?? 0) >= Number(each.metadata.resourceVersion),
            )
        );
    }

    #note(kind: string, { type, object }: WatchEvent): void {
        const standing = this.#standing.get(kind) ?? new Map<string, number>();
        this.#standing.set(kind, standing);
        if (type === "DELETED") {
            standing.delete(keyOf(object));
        } else {
            standing.set(keyOf(object), Number(object.metadata.resourceVersion));
        }
        this.#events.push({ type, object });
    }

    /** A watch that the server ends goes on where it was. */
    async #watch(each: Watched, from: string): Promise<void> {
        this.#versions.set(each.kind, from);
        while (!this.#ended.signal.aborted) {
            try {
                await this.#follow(each);
            } catch {
                // Asked again from the version that was seen last: nothing is missed.
            }
        }
    }

    #follow({ path, kind }: Watched): Promise<void> {
        const query = `watch=1&allowWatchBookmarks=true&resourceVersion=${this.#versions.get(kind)}`;
        return new Promise((resolve, reject) => {
            const sent = this.api.open("GET", `${path}?${query}`, {});
            const end = () => sent.destroy();
            this.#ended.signal.addEventListener("abort", end, { once: true });
            sent.once("error", reject);
            sent.once("response", (response: IncomingMessage) => {
                createInterface({ input: response })
                    .on("line", (line) => this.#take(kind, line))
                    .on("error", reject);
                response.once("error", reject);
                response.once("close", () => {
                    this.#ended.signal.removeEventListener("abort", end);
                    resolve();
                });
            });
            sent.end();
        });
    }

    #take(kind: string, line: string): void {
        const { type, object } = JSON.parse(line) as WatchEvent;
        if (type === "ERROR") {
            throw new Error(`the watch of ${kind}s broke: ${line}`);
        }
        this.#versions.set(kind, object.metadata.resourceVersion);
        if (type !== "BOOKMARK") {
            this.#note(kind, { type, object: { ...object, kind } });
        }
    }
}
