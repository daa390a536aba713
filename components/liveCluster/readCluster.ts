import { setMaxListeners } from "node:events";
import type { ClusterView, Reading } from "../revisions/clusterView";
import type { ClusterAccess } from "./access";
import { type Answer, type Ask, connect } from "./connection";
import { type ListRequest, readList } from "./list";
import { lists } from "./lists";
import type { RawObject } from "./rawObject";
import { gateway, labelled, machine, pod, service, webhook } from "./views";
import { workloads } from "./workloadView";

const defaultSeconds = 60;

/** One object of one cluster: a name can be there in any cluster, a uid in one. */
export interface ObjectIdentity {
    readonly path: string;
    readonly uid: string;
}

/**
 * What a cluster holds that revisions are used by. Never throws: a list that may not be read, and a cluster that
 * does not answer, say so in the readings that they make unreadable.
 *
 * @param expected - an object that tells this cluster from every other; without it nothing is readable
 */
export async function readCluster(access: ClusterAccess, expected?: ObjectIdentity): Promise<ClusterView> {
    const seconds = access.timeoutSeconds ?? defaultSeconds;
    const signal = AbortSignal.timeout(seconds * 1000);
    // Every list listens to it, which is no leak.
    setMaxListeners(0, signal);
    const explain = (error: unknown) =>
        signal.aborted ? `the cluster did not answer within ${seconds} s` : reasonOf(error);
    let ask: Ask;
    let version: Answer;
    try {
        ask = await connect(access, signal);
        // One question first, so that a cluster that is not there is one reason and not eight.
        version = await ask("/version");
        if (expected !== undefined && (await uidAt(ask, expected.path)) !== expected.uid) {
            return unreadable(`the cluster that was read is another one: it does not have ${expected.path}`);
        }
    } catch (error) {
        return unreadable(explain(error));
    }
    const read = <Item>(
        requests: Readonly<Record<string, ListRequest>>,
        keep: (kind: string, object: RawObject) => readonly Item[],
    ) => readAll(ask, requests, keep, explain);
    const [namespaces, pods, all, services, webhooks, gateways, machines, customResourceDefinitions] =
        await Promise.all([
            read(lists.namespaces, (kind, each) => [labelled(kind, each)]),
            read(lists.pods, (_, each) => [pod(each)]),
            read(lists.workloads, workloads),
            read(lists.services, (_, each) => [service(each)]),
            read(lists.webhooks, (kind, each) => [webhook(kind, each)]),
            read(lists.gateways, (_, each) => [gateway(each)]),
            read(lists.machines, (kind, each) => [machine(kind, each)]),
            read(lists.customResourceDefinitions, (kind, each) =>
                each.metadata?.name?.endsWith(".istio.io") === true ? [labelled(kind, each)] : [],
            ),
        ]);
    return {
        namespaces,
        pods,
        workloads: all,
        services,
        webhooks,
        gateways,
        machines,
        customResourceDefinitions,
        kubernetes: minorOf(version),
    };
}

async function uidAt(ask: Ask, path: string): Promise<string | undefined> {
    const { status, body } = await ask(path);
    return status === 200 ? (JSON.parse(body) as RawObject).metadata?.uid : undefined;
}

/** Several lists are one reading: what is missing in one of them may be what matters. */
async function readAll<Item>(
    ask: Ask,
    requests: Readonly<Record<string, ListRequest>>,
    keep: (kind: string, object: RawObject) => readonly Item[],
    explain: (error: unknown) => string,
): Promise<Reading<Item>> {
    try {
        const items = await Promise.all(
            Object.entries(requests).map(([kind, request]) =>
                readList(ask, request, (object) => keep(kind, object)),
            ),
        );
        return { read: true, items: items.flat() };
    } catch (error) {
        return { read: false, because: explain(error) };
    }
}

function unreadable(because: string): ClusterView {
    const reading = { read: false, because } as const;
    return {
        namespaces: reading,
        pods: reading,
        workloads: reading,
        services: reading,
        webhooks: reading,
        gateways: reading,
        machines: reading,
        customResourceDefinitions: reading,
        kubernetes: undefined,
    };
}

/** Some clouds write a plus behind the minor. */
function minorOf({ status, body }: Answer): string | undefined {
    if (status !== 200) {
        return undefined;
    }
    const { major, minor } = JSON.parse(body) as { readonly major?: string; readonly minor?: string };
    const digits = /^\d+/.exec(minor ?? "")?.[0];
    return major === undefined || digits === undefined ? undefined : `${major}.${digits}`;
}

/** Node tries every address of a host and then has no message of its own, only a code. */
function reasonOf(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    const code = "code" in error ? String(error.code) : "";
    return error.message === "" ? code : error.message;
}
