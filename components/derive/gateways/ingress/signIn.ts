import { apiVersions, type Manifest } from "../../../istio/types";
import type { ArrangedGraph } from "../../arrangedGraph";
import { metadata } from "../../metadata";
import { sortedTexts } from "../../order";
import type { GatewayPart } from "../gatewayPart";
import { askedIssuers } from "./certificates";

/**
 * What Vault's Kubernetes authentication needs: an account that signs in and stands for nothing else, and for
 * cert-manager the right to ask for tokens of exactly that account.
 */
export function signInAccounts(part: GatewayPart, arranged: ArrangedGraph): Manifest[] {
    const { namespace } = part.party.gateway;
    const controller = arranged.platform.certManager;
    const accounts = sortedTexts(
        askedIssuers(part, arranged).flatMap((issuer) =>
            issuer.kind === "vault" ? [issuer.serviceAccount] : [],
        ),
    );
    return accounts.flatMap((account): Manifest[] => {
        const role = `${account}-token`;
        return [
            {
                apiVersion: apiVersions.ServiceAccount,
                kind: "ServiceAccount",
                metadata: metadata(namespace, account),
                automountServiceAccountToken: false,
            },
            {
                apiVersion: apiVersions.Role,
                kind: "Role",
                metadata: metadata(namespace, role),
                rules: [
                    {
                        apiGroups: [""],
                        resources: ["serviceaccounts/token"],
                        resourceNames: [account],
                        verbs: ["create"],
                    },
                ],
            },
            {
                apiVersion: apiVersions.RoleBinding,
                kind: "RoleBinding",
                metadata: metadata(namespace, role),
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role },
                subjects: [
                    {
                        kind: "ServiceAccount",
                        name: controller?.serviceAccount ?? "cert-manager",
                        namespace: controller?.namespace ?? "cert-manager",
                    },
                ],
            },
        ];
    });
}
