import type { Service, Workload } from "../../../graph";
import type { ObservabilityContext } from "../../context";
import { type Dashboard, dashboard, serviceTag } from "../dashboard";
import { linksOut } from "../links";
import { failedRequests } from "../logQueries";
import { logLines, type PanelOf, words } from "../panels";
import { isThere, those } from "../sources";
import { latestTraces } from "../traces";
import { serviceUid } from "../uids";
import { callees } from "./callees";
import { callers, connections } from "./callers";
import { httpNow, tcpNow } from "./now";
import { pool } from "./pool";
import { promise } from "./promise";
import { versions } from "./versions";
import { serviceWords } from "./words";

/** One for each service: its promise, its callers, what it calls, its versions, its log and its traces. */
export function serviceDashboard(service: Service, context: ObservabilityContext): Dashboard {
    const { graph: services } = context;
    const workload = services.workloads.get(service.workload);
    const spans = spanName(workload, service);
    const http = service.ports.some(({ protocol }) => protocol !== "tcp" && protocol !== "tls");
    return dashboard({
        uid: serviceUid(service.id),
        title: service.id,
        description: `What ${service.id} promises, who calls it, what it calls.`,
        tags: [serviceTag, service.namespace],
        sources: those(["metrics", "logs", "traces"], context),
        links: linksOut(context, "budgets"),
        rows: [
            {
                title: "Now",
                panels: [...(http ? httpNow(service) : tcpNow(service)), about(service, context)],
            },
            ...(http ? [promise(service), callers(service)] : [connections(service)]),
            ...callees(service, services),
            ...(http ? [versions(service)] : []),
            pool(service),
            ...(isThere("logs", context) ? [{ title: "Log", panels: [failedLines(spans)] }] : []),
            ...(isThere("traces", context) ? [{ title: "Traces", panels: [latestTraces(spans)] }] : []),
        ],
    });
}

/** Istio's name of a service in spans: the label `app`, else the workload's name, and its namespace. */
function spanName(workload: Workload | undefined, { name, namespace }: Service): string {
    return `${workload?.selector["app"] ?? workload?.name ?? name}.${workload?.namespace ?? namespace}`;
}

function about(service: Service, { graph: services, observability }: ObservabilityContext): PanelOf {
    return words("What is declared", serviceWords(service, services, observability.runbooks), 12, 4);
}

function failedLines(spans: string): PanelOf {
    return logLines(
        {
            title: "Failed requests",
            about: "Access log of its own proxies. In production only these are logged. A line leads to its trace.",
        },
        failedRequests(spans),
    );
}
