import fc from "fast-check";
import type {
    Experiment,
    Service,
    ServiceGraph,
    TrafficShare,
    VersionRoute,
} from "../../components/graph/model";
import { serviceGraphs } from "./arbitraryGraphs";
import { graphOf, partsOf } from "./graphs";

export const subsets = [
    { name: "v1", labels: { version: "v1" } },
    { name: "v2", labels: { version: "v2" } },
    { name: "v3", labels: { version: "v3" } },
];
export const headerNames = ["x-beta", "x-team"] as const;
export const headerValues = ["true", "abort"] as const;
export const paths = ["/v2/*", "/v2/items", "/*", "/v2/items/*"] as const;

/** Graphs whose services have versions: shares, mirrors, routes by what a request carries, and experiments. */
export function versionedGraphs(): fc.Arbitrary<ServiceGraph> {
    return serviceGraphs({ stage: "enforced" }).chain((graph) => {
        const parts = partsOf(graph);
        const services = fc.tuple(...parts.services.map((service) => versioned(service)));
        return services.chain((all) =>
            fc
                .tuple(...all.map((service) => experimentsOn(service, graph)))
                .map((experiments) => graphOf({ ...parts, services: all, experiments: experiments.flat() })),
        );
    });
}

/** Any division of 100 between the subsets. */
export function shares(): fc.Arbitrary<TrafficShare> {
    return fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })).map(([one, two]) => {
        const [low, high] = one < two ? [one, two] : [two, one];
        const weights = [low, high - low, 100 - high];
        return {
            kind: "weights",
            weights: subsets.map(({ name }, at) => ({ subset: name, weight: weights[at] ?? 0 })),
        };
    });
}

function versioned(service: Service): fc.Arbitrary<Service> {
    const share = fc.option(fc.oneof(shares(), fc.constant<TrafficShare>({ kind: "external" })), {
        nil: undefined,
    });
    const mirror = fc.option(fc.constant({ subset: "v2", percent: 10 }), { nil: undefined });
    return fc.record({ share, mirror, routes: fc.array(versionRoute(), { maxLength: 3 }) }).map((drawn) => ({
        ...service,
        subsets,
        ...(drawn.share === undefined ? {} : { share: drawn.share }),
        ...(drawn.mirror === undefined ? {} : { mirror: drawn.mirror }),
        versionRoutes: drawn.routes.map((route, at) => ({ ...route, name: `r${at}` })),
    }));
}

function versionRoute(): fc.Arbitrary<VersionRoute> {
    return fc
        .record({
            headers: fc.dictionary(fc.constantFrom(...headerNames), fc.constantFrom(...headerValues), {
                maxKeys: 2,
            }),
            path: fc.option(fc.constantFrom(...paths), { nil: undefined }),
            subset: fc.constantFrom("v1", "v2", "v3"),
            timeout: fc.option(fc.constant("3s"), { nil: undefined }),
        })
        .map(({ headers, path, subset, timeout }) => ({
            name: "",
            headers: { ...headers },
            ...(path === undefined ? {} : { path }),
            subset,
            ...(timeout === undefined ? {} : { timeout }),
        }));
}

function experimentsOn(service: Service, graph: ServiceGraph): fc.Arbitrary<Experiment[]> {
    const callers = graph.calls.filter(({ to }) => to === service.id).map(({ from }) => from);
    const one = fc.record({
        limited: fc.subarray([...callers]),
        value: fc.constantFrom("true", "abort"),
        delay: fc.boolean(),
    });
    return fc.array(one, { maxLength: 2 }).map((drawn) =>
        drawn.map(({ limited, value, delay }, at) => ({
            name: `e${at}-${service.namespace}-${service.name}`,
            namespace: service.namespace,
            service: service.id,
            header: { name: "x-chaos-test", value },
            ...(delay ? { delay: { fixed: "100ms", percent: 10 } } : { abort: { status: 503, percent: 5 } }),
            callers: limited,
            until: "2027-01-31",
        })),
    );
}
