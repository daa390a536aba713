import type { Service } from "../graph/model";
import type { Destination, HttpRoute } from "../istio/types";

/**
 * Where a request for the service goes, for the VirtualService of the mesh and for those of gateways alike: a
 * route of a gateway does not pass through the mesh's VirtualService, so whatever shares or mirrors traffic must
 * stand in both.
 */
export function destinationsOf(
    service: Service,
    port: number | undefined,
): Pick<HttpRoute, "route" | "mirrors"> {
    const { mirror } = service;
    const route = shares(service).map(({ subset, weight }) => ({
        destination: destination(service, port, subset),
        weight,
    }));
    return {
        route: route.length === 0 ? [{ destination: destination(service, port) }] : route,
        ...(mirror === undefined
            ? {}
            : {
                  mirrors: [
                      {
                          destination: destination(service, port, mirror.subset),
                          percentage: { value: mirror.percent },
                      },
                  ],
              }),
    };
}

export function destination(service: Service, port: number | undefined, subset?: string): Destination {
    return {
        host: service.host,
        ...(subset === undefined ? {} : { subset }),
        ...(port === undefined ? {} : { port: { number: port } }),
    };
}

/** A share of 0 is written too: Istio leaves it out of the proxy, and going live then changes two numbers only. */
function shares({
    share,
    subsets,
}: Service): readonly { readonly subset: string; readonly weight: number }[] {
    if (share === undefined) {
        return [];
    }
    if (share.kind === "weights") {
        return share.weights;
    }
    const initial = share.initial ?? subsets[0]?.name;
    return subsets.map(({ name }) => ({ subset: name, weight: name === initial ? 100 : 0 }));
}
