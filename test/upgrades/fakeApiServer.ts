import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeObject {
    readonly metadata: {
        readonly name: string;
        readonly namespace?: string;
        readonly labels?: Readonly<Record<string, string>>;
    };
}

/** What a fake API server serves, and what happens when something is asked of it. */
export interface FakeApi {
    /** Objects by resource, such as `pods`, read anew for each question. */
    readonly list: (resource: string) => readonly FakeObject[];
    /** Somebody is about to read one object. */
    readonly look: (resource: string, id: string) => void;
    readonly patch: (resource: string, id: string, body: unknown, query: URLSearchParams) => void;
    /** HTTP status of the answer. */
    readonly evict: (id: string, body: unknown) => number;
    /** Resources that may not be read. */
    readonly forbidden?: ReadonlySet<string>;
}

/** Lists with label selectors, single objects, patches and evictions, over plain HTTP on loopback. */
export class FakeApiServer {
    readonly #server: Server;

    private constructor(server: Server) {
        this.#server = server;
    }

    static async start(api: FakeApi): Promise<FakeApiServer> {
        const server = createServer((request, response) => void answer(api, request, response));
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return new FakeApiServer(server);
    }

    get kubeconfig(): string {
        const { port } = this.#server.address() as AddressInfo;
        return JSON.stringify({
            apiVersion: "v1",
            kind: "Config",
            clusters: [
                {
                    name: "fake",
                    cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true },
                },
            ],
            users: [{ name: "fake", user: { token: "none" } }],
            contexts: [{ name: "fake", context: { cluster: "fake", user: "fake" } }],
            "current-context": "fake",
        });
    }

    async stop(): Promise<void> {
        this.#server.closeAllConnections();
        await new Promise((resolve) => this.#server.close(resolve));
    }
}

async function answer(api: FakeApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://fake");
    const send = (status: number, body: unknown) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
    };
    const refuse = (status: number, message: string) =>
        send(status, { kind: "Status", apiVersion: "v1", status: "Failure", message, code: status });
    if (url.pathname === "/version") {
        return send(200, { major: "1", minor: "34" });
    }
    // /api/v1/… and /apis/GROUP/VERSION/…, then perhaps a namespace, then the resource and perhaps one object of it.
    const path = url.pathname.split("/").filter((part) => part !== "");
    const rest = path.slice(path[0] === "api" ? 2 : 3);
    const namespace = rest[0] === "namespaces" && rest.length > 2 ? rest[1] : undefined;
    const [resource = "", name, sub] = namespace === undefined ? rest : rest.slice(2);
    const id = namespace === undefined ? (name ?? "") : `${namespace}/${name}`;
    if (api.forbidden?.has(resource)) {
        return refuse(403, `${resource} is forbidden`);
    }
    const body = await bodyOf(request);
    if (request.method === "POST" && sub === "eviction") {
        const status = api.evict(id, body);
        return status < 300 ? send(status, { kind: "Status", status: "Success" }) : refuse(status, "not now");
    }
    if (request.method === "PATCH") {
        api.patch(resource, id, body, url.searchParams);
    } else if (name !== undefined) {
        api.look(resource, id);
    }
    const all = api
        .list(resource)
        .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace);
    if (name !== undefined) {
        const found = all.find(({ metadata }) => metadata.name === name);
        return found === undefined ? refuse(404, `${resource} "${name}" not found`) : send(200, found);
    }
    const selector = (url.searchParams.get("labelSelector") ?? "").split(",").filter((each) => each !== "");
    const items = all.filter(({ metadata }) =>
        selector.every((each) => {
            const [key = "", value] = each.split("=");
            return metadata.labels?.[key] === value;
        }),
    );
    return send(200, { kind: "List", apiVersion: "v1", metadata: {}, items });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
        chunks.push(chunk as Buffer);
    }
    const text = Buffer.concat(chunks).toString();
    return text === "" ? undefined : JSON.parse(text);
}
