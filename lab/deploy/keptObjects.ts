import { ApiextensionsV1Api, KubeConfig } from "@kubernetes/client-node";

export interface KeptDefinitions {
    readonly istio: number;
    readonly certManager: number;
}

/** How many CRDs are still there after `pulumi destroy`: they carry `helm.sh/resource-policy: keep`. */
export async function keptCustomResourceDefinitions(kubeconfig: string): Promise<KeptDefinitions> {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    const { items } = await config.makeApiClient(ApiextensionsV1Api).listCustomResourceDefinition();
    const of = (group: string) => items.filter((each) => each.spec.group.endsWith(group)).length;
    return { istio: of(".istio.io"), certManager: of("cert-manager.io") };
}
