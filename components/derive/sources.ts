import type { Workload } from "../graph/model";
import type { HttpMatch } from "../istio/types";

/** A caller as a route recognises it: istiod leaves the route out of every proxy that does not have these labels. */
export function sourceOf(caller: Workload): Pick<HttpMatch, "sourceNamespace" | "sourceLabels"> {
    return { sourceNamespace: caller.namespace, sourceLabels: caller.selector };
}
