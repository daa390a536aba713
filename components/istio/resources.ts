import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Typed wrappers of the Istio kinds we emit: each fixes `apiVersion` and `kind` and carries the static type
 * token, so that policies and `isInstance` can tell the kinds apart (a bare CustomResource has neither).
 */
interface CustomArgs {
    readonly metadata: pulumi.Input<k8s.types.input.meta.v1.ObjectMeta>;
    readonly spec: pulumi.Input<Record<string, unknown>>;
}

type CustomKind = new (
    name: string,
    args: CustomArgs,
    opts?: pulumi.CustomResourceOptions,
) => k8s.apiextensions.CustomResource;

/** Wrapper class of one kind. `served` lists older versions of the same objects, which become aliases. */
function customKind(
    group: string,
    version: string,
    served: readonly string[],
    kind: string,
): CustomKind & { readonly __pulumiType: string } {
    const pulumiType = `kubernetes:${group}/${version}:${kind}`;
    return class extends k8s.apiextensions.CustomResource {
        /** @internal */
        static readonly __pulumiType = pulumiType;

        static override isInstance(value: unknown): value is k8s.apiextensions.CustomResource {
            return (value as { __pulumiType?: unknown } | undefined)?.__pulumiType === pulumiType;
        }

        constructor(name: string, args: CustomArgs, opts?: pulumi.CustomResourceOptions) {
            const aliases = served.map((each) => ({ type: `kubernetes:${group}/${each}:${kind}` }));
            super(
                name,
                { apiVersion: `${group}/${version}`, kind, metadata: args.metadata, spec: args.spec },
                { ...opts, aliases: [...(opts?.aliases ?? []), ...aliases] },
            );
        }
    };
}

const security = "security.istio.io";
const networking = "networking.istio.io";

export const AuthorizationPolicy = customKind(security, "v1", ["v1beta1"], "AuthorizationPolicy");
export const PeerAuthentication = customKind(security, "v1", ["v1beta1"], "PeerAuthentication");
export const RequestAuthentication = customKind(security, "v1", ["v1beta1"], "RequestAuthentication");
export const Gateway = customKind(networking, "v1", ["v1beta1", "v1alpha3"], "Gateway");
export const EnvoyFilter = customKind(networking, "v1alpha3", [], "EnvoyFilter");
export const Certificate = customKind("cert-manager.io", "v1", [], "Certificate");
export const Issuer = customKind("cert-manager.io", "v1", [], "Issuer");
export const DestinationRule = customKind(networking, "v1", ["v1beta1", "v1alpha3"], "DestinationRule");
export const ServiceEntry = customKind(networking, "v1", ["v1beta1", "v1alpha3"], "ServiceEntry");
export const Sidecar = customKind(networking, "v1", ["v1beta1", "v1alpha3"], "Sidecar");
export const Telemetry = customKind("telemetry.istio.io", "v1", ["v1alpha1"], "Telemetry");
export const PodMonitor = customKind("monitoring.coreos.com", "v1", [], "PodMonitor");
export const ServiceMonitor = customKind("monitoring.coreos.com", "v1", [], "ServiceMonitor");
export const PrometheusRule = customKind("monitoring.coreos.com", "v1", [], "PrometheusRule");
export const VirtualService = customKind(networking, "v1", ["v1beta1", "v1alpha3"], "VirtualService");
