import type { Size } from "../graph";
import { memoryBytes } from "../graph/quantity";
import type { EnvironmentVariable } from "./pod";

/**
 * Where Go's garbage collector begins to work in earnest, 80 % of what the container may have: without it the heap
 * may double between two collections, and the kernel kills what the memory limiter would have saved.
 */
export function goMemoryLimit({ memoryLimit }: Size): EnvironmentVariable {
    const mebibytes = Math.floor(((memoryBytes(memoryLimit) ?? 0) * 0.8) / 2 ** 20);
    return { name: "GOMEMLIMIT", value: `${mebibytes}MiB` };
}

/** The pod's own address: a server that listens there is reached by its proxy and by the kubelet, and by no neighbour. */
export const podAddress: EnvironmentVariable = {
    name: "MY_POD_IP",
    valueFrom: { fieldRef: { fieldPath: "status.podIP" } },
};
/** The same where a collector's configuration reads it. */
export const podAddressReference = environmentReference(podAddress.name);

/** A variable of the environment, as a collector's configuration refers to it. */
export function environmentReference(name: string): string {
    return `\${env:${name}}`;
}
