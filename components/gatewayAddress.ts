import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "./graph";

/**
 * Where clients reach a gateway: the address or name its load balancer was given, else its Service's name inside
 * the cluster. The provider has waited for the load balancer before this resolves.
 */
export function gatewayAddress(
    chart: k8s.helm.v4.Chart,
    { name, namespace, ingress }: Gateway,
): pulumi.Output<string> {
    const inside = `${name}.${namespace}.svc`;
    if (ingress?.serviceType !== "LoadBalancer") {
        return pulumi.output(inside);
    }
    // Under mocks a chart has no children.
    return pulumi.output(chart.resources).apply((resources: readonly unknown[] | undefined) => {
        const service = resources?.find((each): each is k8s.core.v1.Service =>
            k8s.core.v1.Service.isInstance(each),
        );
        return service === undefined
            ? pulumi.output(inside)
            : service.status.apply((status) => {
                  const [given] = status?.loadBalancer?.ingress ?? [];
                  return given?.hostname ?? given?.ip ?? inside;
              });
    });
}
