import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { WorkloadRef } from "../../../components/access";
import { istioVersion } from "../../../lab/tools";
import { type Json, objects, text } from "./envoyJson";

/** A proxy as istiod would meet it. */
export interface XdsClient {
    readonly id: string;
    readonly workload: WorkloadRef;
    readonly type: "sidecar" | "router";
}

/** The listeners istiod sends each proxy over xDS, in the order asked for. */
export async function* listenersOf<Client extends XdsClient>(
    tool: string,
    istiod: string,
    proxies: readonly Client[],
): AsyncGenerator<{ readonly proxy: Client; readonly listeners: readonly Json[] }> {
    const child = spawn(tool, [istiod], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    child.stdin.end(proxies.map((proxy) => `${JSON.stringify(asked(proxy))}\n`).join(""));
    let at = 0;
    for await (const line of createInterface({ input: child.stdout })) {
        const proxy = proxies[at++];
        const answer = JSON.parse(line) as Json;
        if (proxy === undefined || answer["id"] !== proxy.id) {
            throw new Error(`an answer for ${String(answer["id"])} that nobody asked for`);
        }
        yield { proxy, listeners: objects(answer["listeners"]) };
    }
    if ((await ended) !== 0 || at < proxies.length) {
        throw new Error(`istiod answered for ${at} of ${proxies.length} proxies`);
    }
}

/** No endpoint has the address, so istiod goes by the labels, as it does for a pod it has not seen yet. */
function asked({ id, workload: { namespace, labels, serviceAccount }, type }: XdsClient): object {
    return { id, type, ip: "192.0.2.1", namespace, labels, serviceAccount, version: istioVersion };
}

/** The listeners that judge what arrives: a sidecar has one for every port, a gateway one a port. */
export function byPort(
    listeners: readonly Json[],
    type: XdsClient["type"],
): ReadonlyMap<number | "any", Json> {
    if (type === "sidecar") {
        return new Map([["any", named(listeners, "virtualInbound")]]);
    }
    return new Map(
        listeners.flatMap((listener) => {
            const [, port] = /^0\.0\.0\.0_(\d+)$/.exec(text(listener["name"]) ?? "") ?? [];
            return port === undefined ? [] : [[Number(port), listener] as const];
        }),
    );
}

export function named(listeners: readonly Json[], name: string): Json {
    const found = listeners.find((listener) => text(listener["name"]) === name);
    if (found === undefined) {
        throw new Error(`there is no listener ${name}`);
    }
    return found;
}
