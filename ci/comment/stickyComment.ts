import { type Api, allPages } from "../api";
import { isOurs, markerOf } from "../ours";

const marker = markerOf("report");

/**
 * Leaves a pull request with exactly one comment of ours that says this: the one that stands is changed in place, and
 * further ones, which two runs at once can leave behind, go.
 */
export async function putComment(
    api: Api,
    pullRequest: number,
    text: string,
    login: string,
): Promise<string> {
    const body = `${marker}\n${text}`;
    const found = await allPages(api, `/issues/${pullRequest}/comments`);
    const [ours, ...surplus] = found.filter((each) => isOurs(each, marker, login)) as Comment[];
    for (const { id } of surplus) {
        await api.request("DELETE", `/issues/comments/${id}`);
    }
    if (ours === undefined) {
        await api.request("POST", `/issues/${pullRequest}/comments`, { body });
        return `commented on #${pullRequest}`;
    }
    if (ours.body === body) {
        return `the comment on #${pullRequest} says it already`;
    }
    await api.request("PATCH", `/issues/comments/${ours.id}`, { body });
    return `changed the comment on #${pullRequest}`;
}

/** Puts `text` in place of what stands there, unless that ends with `ending`, and nowhere where nothing stands. */
export async function outdate(
    api: Api,
    pullRequest: number,
    text: string,
    ending: string,
    login: string,
): Promise<void> {
    const found = await allPages(api, `/issues/${pullRequest}/comments`);
    for (const { id, body } of found.filter((each) => isOurs(each, marker, login)) as Comment[]) {
        if (!body.trimEnd().endsWith(ending.trimEnd())) {
            await api.request("PATCH", `/issues/comments/${id}`, { body: `${marker}\n${text}` });
        }
    }
}

/** Room the marker takes of what a comment may hold. */
export const markerLength = marker.length + 1;

interface Comment {
    readonly id: number;
    readonly body: string;
}
