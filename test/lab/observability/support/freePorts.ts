import { choosePort } from "../../../../lab/cluster/ports";

/** Every port handed out so far: a program may be started long after it was given its own. */
const taken = new Set<number>();

/** Ports of the loopback that nothing listens on now, and from which no connection goes out meanwhile. */
export async function freePorts(count: number): Promise<readonly number[]> {
    const ports: number[] = [];
    for (let at = 0; at < count; at += 1) {
        ports.push(await choosePort(taken));
    }
    return ports;
}
