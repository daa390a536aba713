import { existsSync } from "node:fs";
import { type RequestOptions as HttpOptions, request as overHttp } from "node:http";
import { request as overHttps, type RequestOptions } from "node:https";
import { homedir } from "node:os";
import type { KubeConfig } from "@kubernetes/client-node";
import type { ClusterAccess } from "./access";

/** What an API server answered, whatever it was. */
export interface Answer {
    readonly status: number;
    readonly body: string;
    /** Seconds after which to ask again, where the server said so. */
    readonly retryAfter?: number;
}

/** One GET; rejects only when there was no answer. `accept` defaults to whole objects. */
export type Ask = (path: string, accept?: string) => Promise<Answer>;

/** No server, no address or no answer: nothing that one list more would find out. */
export class Unreachable extends Error {}

/**
 * Reads the kubeconfig and logs in as it says, once for all questions.
 *
 * @throws Unreachable when there is no kubeconfig, or no such context in it
 */
export async function connect(access: ClusterAccess, signal: AbortSignal): Promise<Ask> {
    const { config, server } = await readKubeConfig(access);
    const options: RequestOptions = { headers: {} };
    await config.applyToHTTPSOptions(options);
    const send = server.protocol === "http:" ? overHttp : overHttps;
    return (path, accept = "application/json") =>
        get(send, signal, {
            ...options,
            protocol: server.protocol,
            hostname: server.hostname,
            port: server.port,
            path: `${server.pathname.replace(/\/$/, "")}${path}`,
            headers: { ...options.headers, accept },
        });
}

/**
 * What kubectl would read, unless the stack says where; the provider takes a path and a text alike.
 *
 * @throws Unreachable when there is no kubeconfig, or no such context in it
 */
export async function readKubeConfig({
    kubeconfig,
    context,
}: ClusterAccess): Promise<{ readonly config: KubeConfig; readonly server: URL }> {
    // It takes most of a second to load, and most updates delete nothing.
    const client = await import("@kubernetes/client-node");
    const config = new client.KubeConfig();
    if (kubeconfig === undefined) {
        config.loadFromDefault();
        if (config.getCurrentCluster()?.server === "http://localhost:8080") {
            throw new Unreachable("there is no kubeconfig; set KUBECONFIG, or meshwright:cluster.kubeconfig");
        }
    } else if (kubeconfig.includes("\n")) {
        config.loadFromString(kubeconfig);
    } else {
        const path = kubeconfig.replace(/^~(?=\/)/, homedir());
        if (!existsSync(path)) {
            throw new Unreachable(`there is no kubeconfig ${kubeconfig}: the file does not exist`);
        }
        config.loadFromFile(path);
    }
    if (context !== undefined) {
        config.setCurrentContext(context);
    }
    const cluster = config.getCurrentCluster();
    if (cluster === null) {
        const known = config.getContexts().map(({ name }) => `"${name}"`);
        const choice = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
        throw new Unreachable(`the kubeconfig has no context "${config.getCurrentContext()}"; ${choice}`);
    }
    return { config, server: new URL(cluster.server) };
}

function get(
    send: typeof overHttps | typeof overHttp,
    signal: AbortSignal,
    options: RequestOptions & HttpOptions,
): Promise<Answer> {
    return new Promise((resolve, reject) => {
        const sent = send({ ...options, signal });
        sent.once("error", reject);
        sent.once("response", (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.once("error", reject);
            response.once("end", () => {
                const after = Number(response.headers["retry-after"]);
                resolve({
                    status: response.statusCode ?? 0,
                    body: Buffer.concat(chunks).toString(),
                    ...(Number.isFinite(after) ? { retryAfter: after } : {}),
                });
            });
        });
        sent.end();
    });
}
