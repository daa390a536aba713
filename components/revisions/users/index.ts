import type { ClusterView } from "../clusterView";
import type { Use, User } from "../use";
import { type Followed, silentNamespaces } from "./followed";
import { gatewayUsers } from "./gateways";
import { machineUsers } from "./machines";
import { namespaceUsers } from "./namespaces";
import { podUsers, untoldPods } from "./pods";
import { serviceUsers } from "./services";
import { tagsOf } from "./tags";
import { unreadLists } from "./unread";
import { webhookUsers } from "./webhooks";
import { workloadUsers } from "./workloads";

export { withoutEndingPods } from "./ending";

/**
 * Whether anything in the cluster needs the control plane of a revision, and who. `tags` are those of the stack
 * file (tag to revision): they count beside the tags of the cluster, and so does whoever follows them. Defaults to
 * none. The revision's own objects are not users. Whatever could not be read makes the answer `unknown`.
 */
export function revisionUse(
    revision: string,
    view: ClusterView,
    tags: ReadonlyMap<string, string> = new Map(),
): Use {
    const leading = tagsOf(revision, view, tags);
    const names = new Set([revision, ...leading.map(({ name }) => name)]);
    return judge([...leading, ...users(view, { revision, names })], [...unreadLists(view), ...untold(view)]);
}

/**
 * Whether anything in the cluster follows a tag, and who. The tag's own webhook configuration, Service and, for
 * `default`, the default validator are not users. Whatever could not be read makes the answer `unknown`.
 */
export function tagUse(tag: string, view: ClusterView): Use {
    return judge(users(view, { names: new Set([tag]) }), unreadLists(view));
}

/** Whoever leads others to it first, then who starts pods, then the pods, so that a short list names the causes. */
function users(view: ClusterView, followed: Followed): readonly User[] {
    const silent = silentNamespaces(view);
    return [
        ...webhookUsers(itemsOf(view.webhooks), followed),
        ...serviceUsers(itemsOf(view.services), followed),
        ...namespaceUsers(itemsOf(view.namespaces), followed),
        ...workloadUsers(itemsOf(view.workloads), followed, silent),
        ...gatewayUsers(itemsOf(view.gateways), followed, view),
        ...machineUsers(itemsOf(view.machines), followed),
        ...podUsers(itemsOf(view.pods), followed, silent),
    ];
}

function itemsOf<Item>(
    reading: { readonly read: true; readonly items: readonly Item[] } | { readonly read: false },
): readonly Item[] {
    return reading.read ? reading.items : [];
}

function judge(seen: readonly User[], because: readonly string[]): Use {
    const byObject = new Map<string, User>();
    for (const user of seen) {
        const key = `${user.kind}/${user.namespace ?? ""}/${user.name}`;
        byObject.set(key, byObject.get(key) ?? user);
    }
    const by = [...byObject.values()];
    if (because.length > 0) {
        return { state: "unknown", because, by };
    }
    return by.length > 0 ? { state: "used", by } : { state: "free" };
}

function untold({ pods }: ClusterView): readonly string[] {
    const [first, ...rest] = untoldPods(itemsOf(pods));
    if (first === undefined) {
        return [];
    }
    const others = rest.length === 0 ? "" : `, and ${rest.length} more like it`;
    const name = `${first.namespace}/${first.name}`;
    return [`the proxy of pod ${name} does not say of which revision it is${others}`];
}
