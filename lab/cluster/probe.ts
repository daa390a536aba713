import { request as plainRequest, type RequestOptions } from "node:http";
import { request as secureRequest } from "node:https";

/** How to ask a process whether it works: a GET that answers 200. */
export type Probe =
    | { readonly scheme: "http" | "https"; readonly port: number; readonly path: string }
    | { readonly scheme: "unix"; readonly socket: string; readonly path: string };

/**
 * Whether the probe answers 200 in time. Certificates are not checked: nothing secret is sent, and the
 * scheduler and the controller manager make up their serving certificates at every start.
 */
export function answers(probe: Probe, timeout = 1000): Promise<boolean> {
    return new Promise((resolve) => {
        const options: RequestOptions =
            probe.scheme === "unix"
                ? { socketPath: probe.socket, path: probe.path }
                : { host: "127.0.0.1", port: probe.port, path: probe.path };
        const send = probe.scheme === "https" ? secureRequest : plainRequest;
        const asked = send({ ...options, agent: false, rejectUnauthorized: false } as RequestOptions);
        asked.once("response", (response) => {
            response.resume();
            resolve(response.statusCode === 200);
        });
        asked.once("error", () => resolve(false));
        asked.setTimeout(timeout, () => asked.destroy(new Error("timeout")));
        asked.end();
    });
}
