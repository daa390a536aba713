import type { Experiment, Workload } from "../graph/model";
import type { HttpMatch, HttpRoute } from "../istio/types";
import { sourceOf } from "./sources";

/**
 * Every route once more for each experiment, with the header that asks for it and the fault, to be put first. Only
 * requests that carry the header meet one, and they go where they would have gone: destination, timeout, retries
 * and mirrors are the route's own (CHA-03, CHA-04).
 */
export function experimentRoutes(
    experiments: readonly Experiment[],
    routes: readonly HttpRoute[],
    callers: readonly Workload[],
): HttpRoute[] {
    return experiments.flatMap((experiment) => {
        const sources =
            experiment.callers.length === 0
                ? undefined
                : callers.filter(({ id }) => experiment.callers.includes(id)).map(sourceOf);
        return routes.flatMap((route) => {
            const match = (route.match ?? [{}])
                .flatMap((each) => limited(each, sources))
                .map((each) => gated(each, experiment));
            return match.length === 0
                ? []
                : [
                      {
                          ...route,
                          name: `experiment-${experiment.name}/${route.name}`,
                          match,
                          fault: faultOf(experiment),
                      },
                  ];
        });
    });
}

/** The match for each of these callers; as it is when there is no limit. */
function limited(match: HttpMatch, sources: readonly HttpMatch[] | undefined): readonly HttpMatch[] {
    if (sources === undefined) {
        return [match];
    }
    if (match.sourceNamespace === undefined) {
        return sources.map((source) => ({ ...match, ...source }));
    }
    const own = JSON.stringify([match.sourceNamespace, match.sourceLabels]);
    return sources.some((each) => JSON.stringify([each.sourceNamespace, each.sourceLabels]) === own)
        ? [match]
        : [];
}

function gated(match: HttpMatch, { header }: Experiment): HttpMatch {
    return { ...match, headers: { ...match.headers, [header.name]: { exact: header.value } } };
}

function faultOf({ delay, abort }: Experiment): NonNullable<HttpRoute["fault"]> {
    return {
        ...(delay === undefined
            ? {}
            : { delay: { fixedDelay: delay.fixed, percentage: { value: delay.percent } } }),
        ...(abort === undefined
            ? {}
            : { abort: { httpStatus: abort.status, percentage: { value: abort.percent } } }),
    };
}
