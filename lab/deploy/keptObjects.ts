import { ApiextensionsV1Api, KubeConfig } from "@kubernetes/client-node";

/** How many of Istio's CRDs are still there after `pulumi destroy`: they carry `helm.sh/resource-policy: keep`. */
export async function keptCustomResourceDefinitions(kubeconfig: string): Promise<number> {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    const { items } = await config.makeApiClient(ApiextensionsV1Api).listCustomResourceDefinition();
    return items.filter((each) => each.spec.group.endsWith(".istio.io")).length;
}
