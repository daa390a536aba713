import type { Service } from "../graph/model";
import type { TrafficPolicy } from "../istio/types";
import { httpPorts } from "./ports";

/**
 * What one caller's proxy may have open to the service. Envoy keeps a cluster, and with it a pool of its own, for each
 * port and each subset: so these limits are a bulkhead between services, and between versions of one service, without
 * being written again for every subset.
 */
export function connectionPool(service: Service): NonNullable<TrafficPolicy["connectionPool"]> {
    const { maxConnections, http1MaxPendingRequests, maxRequestsPerConnection, maxRequests } =
        service.connectionPool;
    const tcp = { maxConnections };
    const http = {
        ...(http1MaxPendingRequests === undefined ? {} : { http1MaxPendingRequests }),
        // Despite its name it holds for HTTP/1.1 as well.
        ...(maxRequests === undefined ? {} : { http2MaxRequests: maxRequests }),
        ...(maxRequestsPerConnection === undefined ? {} : { maxRequestsPerConnection }),
    };
    return httpPorts(service).length === 0 || Object.keys(http).length === 0 ? { tcp } : { tcp, http };
}

/**
 * With a budget Envoy ignores `maxRetries`, which therefore is never set; without either, Istio lets any number of
 * retries run at once. Both fields are always written: some releases of Istio read a missing percentage as 0.2, and
 * some refuse a budget that stands alone, which it never does here. It stands at the top only, because some
 * releases ignore one of a subset.
 */
export function retryBudget({ retryBudget: budget }: Service): Pick<TrafficPolicy, "retryBudget"> {
    return budget === undefined
        ? {}
        : { retryBudget: { percent: budget.percent, minRetryConcurrency: budget.minConcurrency } };
}
