import type { V1Pod } from "@kubernetes/client-node";
import { advertisedAddress } from "./apiServer";

/** 10.244.128.0/17: the half of the pod network that kwok does not use. */
const network = { prefix: "10.244", firstThird: 128, size: 128 * 256 } as const;

/** Gives every istiod pod one address for its life; remembered here, because what is watched lags behind. */
export class PodAddresses {
    readonly #given = new Map<string, string>();

    /** @param pods every istiod pod there is; addresses of pods that are gone are free again. */
    of(pod: V1Pod, pods: readonly V1Pod[]): string {
        this.#forget(pods);
        const uid = pod.metadata?.uid ?? "";
        const known = pod.status?.podIP ?? this.#given.get(uid);
        const address = known ?? this.#free(pods);
        this.#given.set(uid, address);
        return address;
    }

    #forget(pods: readonly V1Pod[]): void {
        const alive = new Set(pods.map(({ metadata }) => metadata?.uid));
        for (const uid of this.#given.keys()) {
            if (!alive.has(uid)) {
                this.#given.delete(uid);
            }
        }
    }

    #free(pods: readonly V1Pod[]): string {
        const taken = new Set([
            ...this.#given.values(),
            ...pods.map(({ status }) => status?.podIP),
            advertisedAddress,
        ]);
        for (let index = 1; index < network.size; index++) {
            const address = `${network.prefix}.${network.firstThird + Math.floor(index / 256)}.${index % 256}`;
            if (!taken.has(address)) {
                return address;
            }
        }
        throw new Error("every address for istiod's pods is taken");
    }
}
