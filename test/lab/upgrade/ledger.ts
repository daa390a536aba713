import type { ApiConnection } from "./apiConnection";

const namespace = "legacy";
const labels = { app: "ledger" };

/** What the owners of `legacy` deploy themselves: the program knows of it and does not make it. */
export async function deployLedger(api: ApiConnection): Promise<void> {
    const metadata = { name: "ledger", namespace, labels };
    await create(api, `/api/v1/namespaces/${namespace}/serviceaccounts`, {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata,
    });
    await create(api, `/api/v1/namespaces/${namespace}/services`, {
        apiVersion: "v1",
        kind: "Service",
        metadata,
        spec: { selector: labels, ports: [{ name: "http", port: 80, targetPort: 8080 }] },
    });
    await create(api, `/apis/apps/v1/namespaces/${namespace}/deployments`, {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata,
        spec: {
            replicas: 1,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    serviceAccountName: "ledger",
                    containers: [{ name: "app", image: "lab.example/ledger:1.0.0" }],
                },
            },
        },
    });
}

async function create(api: ApiConnection, path: string, object: object): Promise<void> {
    const { status, body } = await api.send("POST", path, object);
    if (status !== 201) {
        throw new Error(`POST ${path} was answered with ${status}: ${body}`);
    }
}
