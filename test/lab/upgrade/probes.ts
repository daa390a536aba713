import { type Answer, type ApiConnection, messageOf } from "./apiConnection";
import type { InjectionTarget } from "./expectations";
import {
    gatewayPod,
    invalidObject,
    probeNamespace,
    probePath,
    sidecarPod,
    validObject,
} from "./probeObjects";

interface Container {
    readonly name: string;
    readonly image: string;
}

interface Pod {
    readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
    readonly spec: {
        readonly containers: readonly Container[];
        readonly initContainers?: readonly Container[];
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
    { namespace, kind, labels, revisions }: InjectionTarget,
): Promise<string | undefined> {
    const path = `/api/v1/namespaces/${namespace}/pods?dryRun=All`;
    const who = [namespace, ...Object.values(labels)].join(" ");
    const pod = kind === "gateway" ? gatewayPod(namespace, labels) : sidecarPod(namespace);
    const { status, body } = await tried(() => api.send("POST", path, pod));
    if (status !== 201) {
        return `a pod of ${who} was refused (${status}): ${messageOf(body)}`;
    }
    const { metadata, spec } = JSON.parse(body) as Pod;
    const containers = [...spec.containers, ...(spec.initContainers ?? [])];
    // A gateway's container is called so before injection as well.
    if (!containers.some(({ name, image }) => name === "istio-proxy" && image !== "auto")) {
        return `a pod of ${who} got no proxy`;
    }
    const revision = metadata.annotations?.["istio.io/rev"] ?? "none";
    return revisions.has(revision)
        ? undefined
        : `a pod of ${who} got a proxy of ${revision} and not of ${[...revisions].join(" or ")}`;
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
