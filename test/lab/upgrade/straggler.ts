import { labels } from "../../../components/labels";
import { until } from "../support/until";
import type { ApiConnection } from "./apiConnection";
import { sidecarPod } from "./probeObjects";

const name = "stray";
const namespaces = "/api/v1/namespaces";
const pods = `${namespaces}/${name}/pods`;

/**
 * A pod that nobody restarts: its namespace named a revision, and names none any more. Only what the injector wrote
 * on the pod still says what it needs.
 */
export async function leaveStraggler(api: ApiConnection, revision: string): Promise<void> {
    await send(api, "POST", namespaces, {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name, labels: { [labels.revision]: revision } },
    });
    await until("the namespace has its service account", async () => {
        const { status } = await api.send("GET", `${namespaces}/${name}/serviceaccounts/default`);
        return status === 200 || undefined;
    });
    await send(api, "POST", pods, sidecarPod(name));
    const unlabelled = { metadata: { labels: { [labels.revision]: null } } };
    await send(api, "PATCH", `${namespaces}/${name}`, unlabelled, "application/merge-patch+json");
}

export async function endStraggler(api: ApiConnection): Promise<void> {
    await send(api, "DELETE", `${pods}/probe`);
    await until("the last pod is gone", async () => {
        const { status } = await api.send("GET", `${pods}/probe`);
        return status === 404 || undefined;
    });
    await send(api, "DELETE", `${namespaces}/${name}`);
}

async function send(
    api: ApiConnection,
    method: string,
    path: string,
    body?: object,
    type?: string,
): Promise<void> {
    const answer = await api.send(method, path, body, type);
    if (answer.status >= 300) {
        throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.body}`);
    }
}
