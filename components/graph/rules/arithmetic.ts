import type { Problem } from "../../problems";
import type { Catalogue } from "../catalogue";
import type { Edges } from "../edges";
import type { ServiceGraph } from "../model";
import { Report } from "../report";
import { declaredRoutes } from "../routes";
import { checkCallBudget } from "./callBudget";
import { checkPatience, unreachableTimeout } from "./patience";

/** What follows from numbers of several services together; of a graph that has no other error. */
export function checkArithmetic(graph: ServiceGraph, catalogue: Catalogue, edges: Edges): readonly Problem[] {
    const report = new Report();
    checkCallBudget(graph, { calls: edges.calls, routes: declaredRoutes(catalogue) }, report);
    checkPatience(graph, edges.calls, report);
    for (const service of graph.services.values()) {
        const message = unreachableTimeout(service);
        const namespace = catalogue.namespaces.get(service.namespace);
        if (message !== undefined && namespace !== undefined) {
            report.warning(
                "timeout-out-of-reach",
                namespace.at("services", service.name, "traffic", "retries", "perTryTimeout"),
                message,
            );
        }
    }
    return report.problems;
}
