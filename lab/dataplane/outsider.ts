import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Certificate } from "./certificates";
import type { PodPrograms } from "./materials";
import { addNetwork, openLowPorts, root } from "./network";
import { StandIn } from "./standIn";

/** A client of the gateways, or hosts that workloads call: one machine, outside the cluster. */
export interface Outsider {
    readonly address: string;
    /** Ports it serves, in TLS and in plain text. */
    readonly ports: readonly number[];
    /** Names that lead to it, and that its certificate has. */
    readonly hosts: readonly string[];
}

/** No proxy, no cluster DNS. */
export async function startOutsider(
    name: string,
    { address, ports }: Outsider,
    tls: Certificate,
    { node, script }: PodPrograms,
): Promise<StandIn> {
    const folder = join(root, "outside");
    mkdirSync(folder, { recursive: true });
    await addNetwork(name, address);
    await openLowPorts(name);
    const options = { pod: name, workload: name, version: "", ports, tls };
    const standIn = new StandIn(name, node, script, join(folder, `${name}.log`), options);
    await standIn.ready;
    return standIn;
}
