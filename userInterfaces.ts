import type { Endpoint, ServiceGraph } from "./components/graph";
import { names, ports } from "./components/observability/names";

/** What is looked at in a browser, and what to forward where nothing leads to it from outside (GWY-18). */
const interfaces = {
    grafana: { target: `deploy/${names.grafana}`, port: ports.grafana },
    jaeger: { target: `deploy/${names.jaeger}`, port: ports.jaegerUi },
    prometheus: { target: `svc/${names.prometheus}`, port: ports.prometheus },
    alertmanager: { target: `svc/${names.alertmanager}`, port: ports.alertmanager },
    kiali: { target: `deploy/${names.kiali}`, port: ports.kiali },
} as const;

/**
 * How each user interface of the observability stack is reached: the address that the stack file gives, that of one
 * which was there already, or the command that forwards its port. None for what is off.
 */
export function userInterfaces({
    platform: { observability },
}: ServiceGraph): Readonly<Record<string, string>> {
    if (observability === undefined) {
        return {};
    }
    const { namespace, links } = observability;
    return Object.fromEntries(
        Object.entries(interfaces).flatMap(([name, { target, port }]) => {
            const part = observability[name as keyof typeof interfaces];
            const link = (links as Readonly<Record<string, string | undefined>>)[name];
            if (part.mode === "off") {
                return [];
            }
            const own = `kubectl -n ${namespace} port-forward ${target} ${port}`;
            return [[name, link ?? (part.mode === "existing" ? addressOf(part, queryOf(part)) : own)]];
        }),
    );
}

function addressOf({ host, port, tls }: Endpoint, query: string | undefined): string {
    return query ?? `${tls ? "https" : "http"}://${host}:${port}`;
}

/** An existing Jaeger takes spans at its endpoint and is looked at elsewhere. */
function queryOf(part: object): string | undefined {
    return "query" in part && typeof part.query === "string" ? part.query : undefined;
}
