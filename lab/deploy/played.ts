import type { ServiceGraph } from "../../components/graph";

/**
 * What this deployment needed that only a cloud or the network has, as lines for people. The kubelet is played in
 * every lab and is not told again each time.
 */
export function played({ platform }: ServiceGraph): readonly string[] {
    const outside = [...platform.issuers.values()].filter(({ kind }) => kind === "vault" || kind === "acme");
    const gateways = [...platform.gateways.values()];
    return [
        ...(platform.certManager?.install
            ? [
                  "Pulumi's cert-manager plugin: a stand-in that installs cert-manager's own chart without its webhook;",
                  "  cert-manager's real controllers issue the certificates",
              ]
            : []),
        ...(platform.observability === undefined
            ? []
            : [
                  "the programs that watch the mesh: their objects, and no container, so that no user interface opens;",
                  "  passwords come from a stand-in for Pulumi's random plugin where the plugin is not there",
              ]),
        ...outside.map(
            ({ name, kind }) =>
                `issuer ${name} (${kind === "vault" ? "Vault" : "ACME"}): a throw-away authority of the lab signs in its place`,
        ),
        ...(gateways.some(({ ingress }) => ingress?.serviceType === "LoadBalancer")
            ? ["the cloud's load balancers: addresses of 192.0.2.0/24, where nothing listens"]
            : []),
    ];
}
