import { type RequestOptions, request } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import type { Manifest } from "../../../components/istio/types";
import { objectApi, type Plain } from "../support/objects";

/** Where kinds that the API describes only once they are there can be created; the client asks it for the others. */
const paths: Readonly<Record<string, string>> = {
    CustomResourceDefinition: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
};

/** Creates objects as they are, a few at a time; all refusals are told, each with its object and the reason. */
export async function load(config: KubeConfig, objects: readonly (Manifest | Plain)[]): Promise<void> {
    const api = objectApi(config);
    const waiting = [...objects];
    const refused: string[] = [];
    const worker = async (): Promise<void> => {
        for (let object = waiting.shift(); object !== undefined; object = waiting.shift()) {
            const path = paths[object.kind ?? ""];
            try {
                // The client writes schemas back without their extensions, so those go as they are.
                await (path === undefined
                    ? api.create(object as Plain)
                    : post(config, path, JSON.stringify(object)));
            } catch (error) {
                const { kind, metadata } = object;
                refused.push(`${kind} ${metadata?.namespace}/${metadata?.name}: ${String(error)}`);
            }
        }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    if (refused.length > 0) {
        throw new Error(`the cluster refused ${refused.length} objects:\n${refused.join("\n")}`);
    }
}

async function post(config: KubeConfig, path: string, body: string): Promise<void> {
    const options: RequestOptions = { method: "POST", headers: { "content-type": "application/json" } };
    await config.applyToHTTPSOptions(options);
    const url = `${config.getCurrentCluster()?.server}${path}`;
    await new Promise<void>((resolve, reject) => {
        request(url, options, (response) => {
            let answer = "";
            response.setEncoding("utf8").on("data", (part) => {
                answer += part;
            });
            response.once("end", () =>
                response.statusCode === 201 ? resolve() : reject(new Error(answer.slice(0, 2000))),
            );
        })
            .once("error", reject)
            .end(body);
    });
}
