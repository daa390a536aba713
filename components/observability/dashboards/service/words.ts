import type { Service, ServiceGraph } from "../../../graph";
import { runbookWords } from "../links";
import { serviceUid } from "../uids";

/** Names beyond these are counted: a panel is read at a glance. */
const shown = 12;

/** What the catalogue says of a service, in Markdown: who owns it, who may call it, what its workload may call. */
export function serviceWords(service: Service, graph: ServiceGraph, runbooks: string): string {
    const owners = graph.namespaces.get(service.namespace)?.owners ?? [];
    const callers = graph.calls.filter(({ to }) => to === service.id).map(({ from }) => from);
    const routes = graph.routes
        .filter((route) => route.service === service.id)
        .map(({ publicHost, path }) => `${publicHost}${path}`);
    const own = ({ from }: { from: string }) => from === service.workload;
    const callees = [
        ...graph.calls.filter(own).map(({ to }) => linked(to, graph)),
        ...graph.storeCalls.filter(own).map(({ store }) => store),
        ...graph.externalCalls.filter(own).map(({ external }) => external),
    ];
    return [
        `**Owners** ${listed(owners)}`,
        `**Promise** ${promiseOf(service)}`,
        `**Callers** ${listed([...callers, ...routes])}`,
        `**Calls** ${listed(callees)}`,
        runbookWords(runbooks, "budgets"),
    ].join("\n\n");
}

function promiseOf({ slo }: Service): string {
    if (slo === undefined) {
        return "none; shown against 99.9 %";
    }
    const latency =
        slo.latency === undefined ? "" : `, ${slo.latency.percent} % within ${slo.latency.withinMs} ms`;
    return `${slo.availability} % answered${latency}`;
}

/** What is not in the mesh has no dashboard. */
function linked(id: string, graph: ServiceGraph): string {
    const namespace = graph.services.get(id)?.namespace ?? "";
    const stage = graph.namespaces.get(namespace)?.stage ?? "off";
    return stage === "off" ? id : `[${id}](/d/${serviceUid(id)})`;
}

function listed(names: readonly string[]): string {
    if (names.length === 0) {
        return "nobody";
    }
    const rest = names.length - shown;
    return names.slice(0, shown).join(", ") + (rest > 0 ? `, and ${rest} more` : "");
}
