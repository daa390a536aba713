import type { Props } from "../crossguard";
import { type Mutation, set } from "./mutation";

type Spec = { http?: { retries?: { attempts?: number }; timeout?: string; match?: unknown }[] };
const http = (object: Props) => (object["spec"] as Spec).http?.[0];

/** A VirtualService whose first route has an end and may be tried again. */
const routed = {
    kind: "VirtualService",
    where: (object: Props) =>
        (http(object)?.retries?.attempts ?? 0) > 0 && http(object)?.timeout !== undefined,
};

const withoutKey =
    (path: readonly string[], key: string): Mutation["change"] =>
    (object) => {
        const copy = structuredClone(object) as Record<string, Record<string, unknown>>;
        const here = path.reduce((each, step) => each[step] as typeof copy, copy);
        delete here[key];
        return copy;
    };

export const routesMutations: readonly Mutation[] = [
    {
        rule: "G-01",
        title: "ten tries",
        ...routed,
        change: set(["spec", "http", 0, "retries"], { attempts: 9, retryOn: "connect-failure" }),
    },
    {
        rule: "G-02",
        title: "tries that take longer than their timeout",
        ...routed,
        change: set(["spec", "http", 0, "retries"], { attempts: 3, perTryTimeout: "300s" }),
    },
    {
        rule: "G-03",
        title: "a route without an end",
        ...routed,
        change: withoutKey(["spec", "http", "0"], "timeout"),
    },
    {
        rule: "G-04",
        title: "endpoints that are never left out",
        kind: "DestinationRule",
        where: ({ spec }) =>
            (spec as { trafficPolicy?: Props } | undefined)?.trafficPolicy?.["outlierDetection"] !== undefined,
        change: withoutKey(["spec", "trafficPolicy"], "outlierDetection"),
    },
    {
        rule: "G-05",
        title: "a fault that is left in",
        ...routed,
        change: set(["spec", "http", 0, "fault"], { abort: { httpStatus: 503, percentage: { value: 100 } } }),
    },
];
