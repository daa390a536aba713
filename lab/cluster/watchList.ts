import { type KubeConfig, type KubernetesObject, makeInformer } from "@kubernetes/client-node";

/** Objects of one kind, kept up to date. */
export interface WatchList<T> {
    list(): readonly T[];
    stop(): Promise<void>;
}

export interface WatchRequest<T extends KubernetesObject> {
    readonly config: KubeConfig;
    readonly path: string;
    readonly labelSelector?: string;
    readonly list: () => Promise<{ metadata?: { resourceVersion?: string }; items: T[] }>;
    readonly onChange: () => void;
    /** Ends the first list, which would otherwise be tried for ever. */
    readonly signal: AbortSignal;
}

const retryPause = 500;

/**
 * Lists, watches, and watches again for as long as it is not stopped: the library's informer gives up at the
 * first error and leaves the rest to its user. Resolves when the first list is complete.
 */
export async function watchList<T extends KubernetesObject>(request: WatchRequest<T>): Promise<WatchList<T>> {
    let stopped = false;
    let complete: () => void = () => undefined;
    const listed = new Promise<void>((resolve, reject) => {
        complete = resolve;
        request.signal.addEventListener("abort", () => reject(request.signal.reason), { once: true });
    });
    const list = async () => {
        const items = await request.list();
        // The informer takes the items in after this returns.
        setImmediate(() => {
            complete();
            request.onChange();
        });
        return items;
    };
    const informer = makeInformer(request.config, request.path, list, request.labelSelector);
    let timer: NodeJS.Timeout | undefined;
    const again = () => {
        clearTimeout(timer);
        if (!stopped && !request.signal.aborted) {
            timer = setTimeout(start, retryPause);
        }
    };
    const start = () => {
        informer.start().catch(again);
    };
    informer.on("change", request.onChange);
    informer.on("error", again);
    start();
    await listed;
    return {
        list: () => [...informer.list()],
        stop: async () => {
            stopped = true;
            clearTimeout(timer);
            await informer.stop();
        },
    };
}
