import type { ApiObject } from "../../../lab/dataplane/apiClient";
import type { Authority } from "../../../lab/dataplane/certificates";

/** What the platform's team puts into gateways' namespaces by hand, with this run's own authority in it. */
export async function secrets(authority: Authority): Promise<readonly ApiObject[]> {
    const store = await authority.issue("store.example.com");
    return [
        secret("istio-egress", "partner-ca", "Opaque", { "ca.crt": authority.certificate.cert }),
        // In place of the Certificate that cert-manager would keep.
        secret("istio-ingress", "store-certificate", "kubernetes.io/tls", {
            "tls.crt": store.cert,
            "tls.key": store.key,
        }),
    ];
}

function secret(
    namespace: string,
    name: string,
    type: string,
    stringData: Readonly<Record<string, string>>,
): ApiObject & { readonly type: string; readonly stringData: Readonly<Record<string, string>> } {
    return { apiVersion: "v1", kind: "Secret", metadata: { namespace, name }, type, stringData };
}
