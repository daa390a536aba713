import type { Service } from "../graph/model";
import type { HttpRoute } from "../istio/types";

/**
 * Where a request for the service goes, for the VirtualService of the mesh and for those of gateways alike: a
 * route of a gateway does not pass through the mesh's VirtualService, so whatever shares or mirrors traffic must
 * stand in both.
 */
export function destinationsOf(service: Service, port: number | undefined): Pick<HttpRoute, "route"> {
    const at = port === undefined ? {} : { port: { number: port } };
    return { route: [{ destination: { host: service.host, ...at } }] };
}
