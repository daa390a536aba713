import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Certificate } from "./certificates";
import { addNetwork, root } from "./network";
import { run } from "./run";
import { StandIn } from "./standIn";

export interface OutsiderOptions {
    readonly name: string;
    readonly address: string;
    readonly ports: readonly number[];
    readonly tls?: Certificate;
    readonly node: string;
    readonly script: string;
}

/** Somebody outside the cluster: a client of the gateways, or a host that workloads call. No proxy, no cluster DNS. */
export async function startOutsider(options: OutsiderOptions): Promise<StandIn> {
    const { name, address, ports, tls, node, script } = options;
    const folder = join(root, "outside");
    mkdirSync(folder, { recursive: true });
    await addNetwork(name, address);
    // Nobody here is root, and the world's hosts serve 80 and 443.
    const open = "echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start";
    await run("nsenter", [`--net=/run/netns/${name}`, "sh", "-c", open]);
    const standIn = new StandIn(name, node, script, join(folder, `${name}.log`), {
        pod: name,
        workload: name,
        version: "",
        ports,
        ...(tls === undefined ? {} : { tls }),
    });
    await standIn.ready;
    return standIn;
}
