import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const standInNotice =
    "STAND-IN: this is not Pulumi Cloud. It takes a policy pack as `pulumi policy publish` sends it, keeps it in memory, and " +
    "knows nothing else: no groups, no enforcement, no other organisation.";

/** What a publish said of the pack, and the archive it sent. */
export interface PublishedPack {
    readonly name: string;
    readonly version: string;
    readonly policies: readonly { readonly name: string; readonly enforcementLevel: string }[];
    readonly archive: Buffer;
}

type Answer = object | undefined;
interface Announcement {
    readonly name: string;
    readonly versionTag: string;
    readonly policies: PublishedPack["policies"];
}

/**
 * Stands in for the three calls in which a pack is published to Pulumi Cloud (announce, upload, complete) and for what the
 * CLI asks before them: who it is, and for which organisation it speaks.
 */
export class PulumiCloud {
    readonly published: PublishedPack[] = [];
    readonly #server: Server;
    #announced: Announcement | undefined;
    #archive: Buffer | undefined;

    private constructor(readonly organization: string) {
        this.#server = createServer((request, response) => void this.#respond(request, response));
    }

    static async start(organization: string): Promise<PulumiCloud> {
        process.stderr.write(`${standInNotice}\n`);
        const cloud = new PulumiCloud(organization);
        cloud.#server.listen(0, "127.0.0.1");
        await once(cloud.#server, "listening");
        return cloud;
    }

    /** For `PULUMI_BACKEND_URL`. */
    get url(): string {
        return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        this.#server.closeAllConnections();
        this.#server.close();
        await once(this.#server, "close");
    }

    async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const parts: Buffer[] = [];
        for await (const part of request) {
            parts.push(part as Buffer);
        }
        const answer = this.#answer(`${request.method} ${request.url}`, Buffer.concat(parts));
        response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify(answer ?? { code: 404, message: standInNotice }));
    }

    #answer(call: string, body: Buffer): Answer {
        const packs = `/api/orgs/${this.organization}/policypacks`;
        switch (call) {
            case "GET /api/user":
                return {
                    githubLogin: "somebody",
                    name: "Somebody",
                    organizations: [{ githubLogin: this.organization }],
                };
            case "GET /api/user/organizations/default":
                return { githubLogin: this.organization };
            case `POST ${packs}`:
                this.#announced = JSON.parse(body.toString("utf8")) as Announcement;
                return { version: 1, uploadURI: `${this.url}/upload`, requiredHeaders: {} };
            case "PUT /upload":
                this.#archive = body;
                return {};
            default:
                return this.#complete(call, packs);
        }
    }

    #complete(call: string, packs: string): Answer {
        const [announced, archive] = [this.#announced, this.#archive];
        if (announced === undefined || archive === undefined) {
            return undefined;
        }
        const { name, versionTag: version, policies } = announced;
        if (call !== `POST ${packs}/${name}/versions/${version}/complete`) {
            return undefined;
        }
        this.published.push({ name, version, policies, archive });
        return {};
    }
}
