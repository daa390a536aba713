import { setTimeout as pause } from "node:timers/promises";
import type { Answer, Ask } from "./connection";
import type { RawObject } from "./rawObject";

/** One list of the API server. */
export interface ListRequest {
    /** As messages call it: `Deployments`. */
    readonly called: string;
    /** Newest first; one the server does not serve is no problem while another one is. */
    readonly paths: readonly string[];
    /** A CRD that is not installed has no objects. Defaults to false: then 404 is a failure. */
    readonly mayBeAbsent?: boolean;
    /** Names, labels and annotations are enough. Defaults to false. */
    readonly metadataOnly?: boolean;
    readonly fieldSelector?: string;
}

/** What kubectl asks for at once; more makes the API server hold whole lists in memory. */
const pageSize = 500;
const metadataList =
    "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1beta1";
/** Times a busy server is asked again before it counts as unreadable. */
const patience = 3;
const longestPause = 5;

/** A list could not be read; the message says which and what the server said. */
export class Unreadable extends Error {}

/**
 * All objects of a list, page by page, each turned into what is kept of it as it comes.
 *
 * @throws Unreadable when the server refuses
 */
export async function readList<Item>(
    ask: Ask,
    list: ListRequest,
    keep: (object: RawObject) => readonly Item[],
): Promise<readonly Item[]> {
    for (const path of list.paths) {
        const items = (await readPages(ask, path, list, keep)) ?? (await readPages(ask, path, list, keep));
        if (items === undefined) {
            throw new Unreadable(`${list.called} changed faster than they could be read; try again`);
        }
        if (items !== "absent") {
            return items;
        }
    }
    if (list.mayBeAbsent === true) {
        return [];
    }
    throw new Unreadable(`the API server does not serve ${list.called}`);
}

/** `undefined` when a page was asked for too late: then the list has to begin anew. */
async function readPages<Item>(
    ask: Ask,
    path: string,
    list: ListRequest,
    keep: (object: RawObject) => readonly Item[],
): Promise<readonly Item[] | "absent" | undefined> {
    const items: Item[] = [];
    let next: string | undefined;
    do {
        const query = new URLSearchParams({ limit: `${pageSize}` });
        if (list.fieldSelector !== undefined) {
            query.set("fieldSelector", list.fieldSelector);
        }
        if (next !== undefined) {
            query.set("continue", next);
        }
        const answer = await askPatiently(ask, `${path}?${query}`, list.metadataOnly === true);
        if (answer.status === 404 && next === undefined) {
            return "absent";
        }
        if (answer.status === 410) {
            return undefined;
        }
        if (answer.status !== 200) {
            throw new Unreadable(`the API server refused ${list.called} (${answer.status}): ${said(answer)}`);
        }
        const page = JSON.parse(answer.body) as Page;
        items.push(...(page.items ?? []).flatMap(keep));
        next = page.metadata?.continue || undefined;
    } while (next !== undefined);
    return items;
}

interface Page {
    readonly metadata?: { readonly continue?: string };
    readonly items?: readonly RawObject[] | null;
}

/** A server that has too much to do says so with 429 and when to come back. */
async function askPatiently(ask: Ask, path: string, metadataOnly: boolean): Promise<Answer> {
    const once = () => (metadataOnly ? ask(path, metadataList) : ask(path));
    let answer = await once();
    for (let tries = 1; answer.status === 429 && tries < patience; tries += 1) {
        await pause(Math.min(answer.retryAfter ?? 1, longestPause) * 1000);
        answer = await once();
    }
    return answer;
}

/** The server's own words, which name the user and what it may not do. */
function said({ body }: Answer): string {
    try {
        return (JSON.parse(body) as { readonly message?: string }).message ?? body;
    } catch {
        return body.slice(0, 200);
    }
}
