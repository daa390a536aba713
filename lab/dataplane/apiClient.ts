import { request } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";
import type { Manifest } from "../../components/istio/types";

export interface ApiObject {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: {
        readonly name: string;
        readonly namespace?: string;
        readonly labels?: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
    };
}

interface Resource {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
}

/** What the API server said when it refused; the message is its own. */
export class Refused extends Error {
    constructor(
        readonly status: number,
        message: string,
    ) {
        super(message);
    }
}

/** Server-side apply and little more, with the paths of kinds learnt from the server itself. */
export class ApiClient {
    readonly #server: URL;
    readonly #authority: string;
    readonly #token: string;
    readonly #groups = new Map<string, Promise<readonly Resource[]>>();

    constructor(kubeconfig: string) {
        const config = new KubeConfig();
        config.loadFromFile(kubeconfig);
        const cluster = config.getCurrentCluster();
        this.#server = new URL(cluster?.server ?? "");
        this.#authority = Buffer.from(cluster?.caData ?? "", "base64").toString();
        this.#token = config.getCurrentUser()?.token ?? "";
    }

    /** Creates the object or makes it what it says; fields of other owners are taken over. */
    async apply(object: Manifest | ApiObject): Promise<void> {
        const path = await this.pathOf(object);
        const query = "fieldManager=meshwright-lab&force=true";
        await this.send("PATCH", `${path}?${query}`, object, "application/apply-patch+yaml");
    }

    /** Already gone is as good. */
    async remove(object: Manifest | ApiObject): Promise<void> {
        try {
            await this.send("DELETE", await this.pathOf(object));
        } catch (error) {
            if (!(error instanceof Refused && error.status === 404)) {
                throw error;
            }
        }
    }

    async get<T>(path: string): Promise<T> {
        return JSON.parse(await this.send("GET", path)) as T;
    }

    async list<T>(path: string): Promise<readonly T[]> {
        return (await this.get<{ readonly items: readonly T[] }>(path)).items;
    }

    async pathOf({ apiVersion, kind, metadata }: Manifest | ApiObject): Promise<string> {
        const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
        const resource = (await this.#resources(group)).find((each) => each.kind === kind);
        if (resource === undefined) {
            // A CRD is served a moment after it was accepted.
            this.#groups.delete(group);
            throw new Refused(404, `the API server does not serve ${apiVersion} ${kind}`);
        }
        const scope = resource.namespaced ? `/namespaces/${metadata.namespace ?? "default"}` : "";
        return `${group}${scope}/${resource.name}/${metadata.name}`;
    }

    async send(method: string, path: string, body?: unknown, type = "application/json"): Promise<string> {
        const { status, text } = await this.#exchange(method, path, body, type);
        if (status >= 300) {
            throw new Refused(status, `${method} ${path}: ${messageOf(text)}`);
        }
        return text;
    }

    #resources(group: string): Promise<readonly Resource[]> {
        const known = this.#groups.get(group) ?? this.#discover(group);
        this.#groups.set(group, known);
        return known;
    }

    async #discover(group: string): Promise<readonly Resource[]> {
        try {
            const { resources } = await this.get<{ readonly resources: readonly Resource[] }>(group);
            return resources.filter(({ name }) => !name.includes("/"));
        } catch (error) {
            this.#groups.delete(group);
            throw error;
        }
    }

    #exchange(
        method: string,
        path: string,
        body: unknown,
        type: string,
    ): Promise<{ readonly status: number; readonly text: string }> {
        return new Promise((resolve, reject) => {
            const sent = request({
                host: this.#server.hostname,
                port: this.#server.port,
                ca: this.#authority,
                method,
                path,
                headers: { authorization: `Bearer ${this.#token}`, "content-type": type },
            });
            sent.once("error", reject);
            sent.once("response", (response) => {
                const chunks: Buffer[] = [];
                response.on("data", (chunk: Buffer) => chunks.push(chunk));
                response.once("end", () =>
                    resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
                );
            });
            sent.end(body === undefined ? undefined : JSON.stringify(body));
        });
    }
}

function messageOf(text: string): string {
    try {
        return (JSON.parse(text) as { readonly message?: string }).message ?? text;
    } catch {
        return text;
    }
}
