import { createHash } from "node:crypto";

/** One request that changes the cluster, as the gate saw it. */
export interface Write {
    readonly method: string;
    readonly path: string;
    /** Digest of the body: two runs that write the same write the same digest. */
    readonly digest: string;
}

/** Reviews are answers and not objects: they are asked by POST and change nothing. */
const review = /\/(self)?subject(access|rules)reviews$|\/(local)?subjectaccessreviews$|\/tokenreviews$/;

/** Whether a request changes the cluster; a dry run goes through admission and is not kept. */
export function isWrite(method: string, url: string): boolean {
    const [path = "", query = ""] = url.split("?", 2);
    const changes = ["POST", "PUT", "PATCH", "DELETE"].includes(method);
    return changes && !review.test(path) && new URLSearchParams(query).get("dryRun") !== "All";
}

export function writeOf(method: string, url: string, body: Buffer): Write {
    const digest = createHash("sha256").update(body).digest("hex").slice(0, 12);
    return { method, path: url.split("?", 1)[0] ?? "", digest };
}

export function shown({ method, path }: Write): string {
    return `${method} ${path}`;
}
