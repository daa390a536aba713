import { type Answer, type ApiConnection, messageOf } from "./apiConnection";
import type { InjectionTarget } from "./expectations";
import { invalidObject, probeNamespace, probePath, probePod, validObject } from "./probeObjects";

interface Pod {
    readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
    readonly spec: {
        readonly containers: readonly { readonly name: string }[];
        readonly initContainers?: readonly { readonly name: string }[];
    };
}

let count = 0;

/** Writes a valid object and deletes it again; says what refused it. */
export async function validWrite(api: ApiConnection, revision?: string): Promise<string | undefined> {
    count += 1;
    const name = `probe-${count}`;
    const judge = revision === undefined ? "no revision label" : `the label of ${revision}`;
    const created = await tried(() =>
        api.send("POST", probePath("ServiceEntry"), validObject(name, revision)),
    );
    if (created.status !== 201) {
        return `a valid object with ${judge} was refused (${created.status}): ${messageOf(created.body)}`;
    }
    const deleted = await tried(() => api.send("DELETE", `${probePath("ServiceEntry")}/${name}`));
    return deleted.status === 200
        ? undefined
        : `a valid object with ${judge} could not be deleted (${deleted.status}): ${messageOf(deleted.body)}`;
}

/** Plants an invalid object, which istiod itself has to refuse: an unreachable webhook refuses as well. */
export async function invalidWrite(api: ApiConnection): Promise<string | undefined> {
    const path = `${probePath("VirtualService")}?dryRun=All`;
    const { status, body } = await tried(() => api.send("POST", path, invalidObject()));
    if (status < 300) {
        return "an invalid object was accepted";
    }
    const refusal = messageOf(body);
    return /^admission webhook "validation\.istio\.io" denied the request: .*route/.test(refusal)
        ? undefined
        : `an invalid object was not refused by validation (${status}): ${refusal}`;
}

/** Creates a pod in a dry run, which goes through injection, and looks at its proxy. */
export async function injection(
    api: ApiConnection,
    { namespace, labels, revisions }: InjectionTarget,
): Promise<string | undefined> {
    const path = `/api/v1/namespaces/${namespace}/pods?dryRun=All`;
    const { status, body } = await tried(() => api.send("POST", path, probePod(namespace, labels)));
    if (status !== 201) {
        return `a pod of ${namespace} was refused (${status}): ${messageOf(body)}`;
    }
    const { metadata, spec } = JSON.parse(body) as Pod;
    const containers = [...spec.containers, ...(spec.initContainers ?? [])];
    if (!containers.some(({ name }) => name === "istio-proxy")) {
        return `a pod of ${namespace} got no proxy`;
    }
    const revision = metadata.annotations?.["istio.io/rev"] ?? "none";
    return revisions.has(revision)
        ? undefined
        : `a pod of ${namespace} got a proxy of ${revision} and not of ${[...revisions].join(" or ")}`;
}

/** The namespace that probes write to. */
export async function createProbeNamespace(api: ApiConnection): Promise<void> {
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: probeNamespace } };
    await api.send("POST", "/api/v1/namespaces", namespace);
}

async function tried(send: () => Promise<Answer>): Promise<Answer> {
    try {
        return await send();
    } catch (error) {
        return { status: 0, body: error instanceof Error ? error.message : String(error) };
    }
}
