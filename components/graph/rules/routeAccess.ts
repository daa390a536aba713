import { portNamesOf } from "../buildOperation";
import type { Catalogue, DeclaredNamespace } from "../catalogue";
import type { Authorizer } from "../platform";
import type { Report } from "../report";
import type { Rollout } from "../rollout";
import { type DeclaredRoute, declaredRoutes, liesWithin, ownServiceName } from "../routes";
import type { RawService } from "../sections/service";
import { inStack } from "../shape/location";
import { shown } from "../shape/shown";
import { hostAndPortOf } from "../tokenFormats";

/** Whoever judges requests can be asked: authorizers are services of the mesh, keys are where istiod may go. */
export function checkRouteAccess(
    catalogue: Catalogue,
    rollout: Rollout,
    clusterDomain: string,
    report: Report,
): void {
    const byGateway = new Map<string, DeclaredRoute>();
    for (const route of declaredRoutes(catalogue)) {
        if (route.raw.authorizer !== undefined) {
            checkOneAuthorizer(route, rollout, byGateway, report);
            checkPreflights(route, report);
        }
    }
    for (const authorizer of rollout.platform.authorizers.values()) {
        checkAuthorizer(authorizer, catalogue, rollout, clusterDomain, report);
    }
    checkKeyHosts(catalogue, rollout, clusterDomain, report);
}

/** istiod refuses every request of a proxy with two external authorizers, unless a feature flag is set. */
function checkOneAuthorizer(
    route: DeclaredRoute,
    { platform }: Rollout,
    byGateway: Map<string, DeclaredRoute>,
    report: Report,
): void {
    const { raw, at } = route;
    const gateway = platform.publicHosts.get(raw.publicHost)?.gateway;
    if (gateway === undefined) {
        return;
    }
    const first = byGateway.get(gateway);
    if (first === undefined) {
        byGateway.set(gateway, route);
    } else if (first.raw.authorizer !== raw.authorizer) {
        const message = `the gateway "${gateway}" already asks ${shown(first.raw.authorizer)} (${first.at("authorizer")}), and a proxy has one authorizer; use the same one, or a public host on another gateway`;
        report.error("second-authorizer", at("authorizer"), message);
    }
}

/** A browser's question carries no credentials, so an authorizer could only refuse it. */
function checkPreflights(route: DeclaredRoute, report: Report): void {
    const { namespace, raw, at } = route;
    const operations = namespace.content.services?.[ownServiceName(route) ?? ""]?.operations ?? {};
    const asked = Object.entries(operations).find(
        ([name, { methods }]) =>
            (raw.operations?.includes(name) ?? true) && methods?.includes("OPTIONS") === true,
    );
    if (raw.cors !== undefined && asked !== undefined) {
        const message = `the gateway answers OPTIONS itself, but the operation "${asked[0]}" has it too, so the authorizer would be asked about preflights; take OPTIONS out of the operation, or remove cors`;
        report.error("preflight-to-authorizer", at("cors"), message);
    }
}

function checkAuthorizer(
    { name, host, port, protocol }: Authorizer,
    catalogue: Catalogue,
    rollout: Rollout,
    clusterDomain: string,
    report: Report,
): void {
    const at = (key: string) => inStack(["authorizers", name, key]);
    const suffix = `.svc.${clusterDomain}`;
    const [serviceName = "", namespaceName = ""] = host.split(".");
    if (!host.endsWith(suffix) || host !== `${serviceName}.${namespaceName}${suffix}`) {
        const message = `${shown(host)} is not a service of this cluster; write <service>.<namespace>${suffix}`;
        report.error("bad-authorizer-host", at("host"), message);
        return;
    }
    const namespace = catalogue.namespaces.get(namespaceName);
    if (namespace === undefined || !namespace.names("services").has(serviceName)) {
        const unread = namespace !== undefined && report.isUnreadable(namespace.at("services"));
        if (catalogue.complete && !unread) {
            const message = `${shown(host)} is not a service of the catalogue, so its namespace would refuse the gateway and every request with it; declare it in the file of "${namespaceName}"`;
            report.error("unknown-authorizer-service", at("host"), message);
        }
        return;
    }
    if (rollout.namespaces.get(namespaceName)?.stage === "off") {
        const message = `the namespace "${namespaceName}" is not in the mesh (stage off), so what decides over requests would be asked in plain text; raise it to observed first`;
        report.error("authorizer-off", at("host"), message);
    }
    const service = namespace.content.services?.[serviceName];
    checkPort(service, port, protocol, at("port"), report);
    checkPortIsItsOwn(service, port, namespace, catalogue, at("port"), report);
}

function checkPort(
    service: RawService | undefined,
    port: number,
    protocol: Authorizer["protocol"],
    at: string,
    report: Report,
): void {
    const wanted = protocol === "grpc" ? ["grpc", "http2"] : ["http"];
    const found = Object.values(service?.ports ?? {}).find((each) => each.port === port);
    if (service !== undefined && !wanted.includes(found?.protocol ?? "")) {
        const what = found === undefined ? `has no port ${port}` : `speaks ${found.protocol} on port ${port}`;
        const message = `the service ${what}; write the number of a port with protocol ${wanted.join(" or ")}`;
        report.error("authorizer-port", at, message);
    }
}

/**
 * The gateway asks without a token, whatever request it asks about, so at the workload a rule for the authorizer's
 * port stands beside the routes' rules; ALLOW rules are ORed, and a token that a route demands would be worth nothing.
 */
function checkPortIsItsOwn(
    service: RawService | undefined,
    port: number,
    namespace: DeclaredNamespace,
    catalogue: Catalogue,
    at: string,
    report: Report,
): void {
    const found = Object.values(service?.ports ?? {}).find((each) => each.port === port);
    if (service === undefined || found === undefined) {
        return;
    }
    const shared = declaredRoutes(catalogue).find(
        (route) =>
            route.namespace === namespace &&
            servingOf(route)?.workload === service.workload &&
            targetPortsOf(route).has(found.targetPort ?? port),
    );
    if (shared !== undefined) {
        const { raw } = shared;
        const message = `the port the authorizer answers on also serves the route ${shown(raw.path)} of "${raw.publicHost}" (${shared.at()}), which the gateway could then use without its token; give the authorizer a port of its own`;
        report.error("authorizer-port-shared", at, message);
    }
}

function servingOf(route: DeclaredRoute): RawService | undefined {
    return route.namespace.content.services?.[ownServiceName(route) ?? ""];
}

/** Ports of the pods that serve what the route opens. */
function targetPortsOf(route: DeclaredRoute): ReadonlySet<number> {
    const { ports = {}, operations = {} } = servingOf(route) ?? {};
    const named = Object.entries(ports).map(([name, { protocol }]) => ({ name, protocol }));
    const opened = Object.entries(operations).filter(
        ([name, operation]) => route.raw.operations?.includes(name) ?? liesWithin(operation, route.raw.path),
    );
    const served = opened.flatMap(([, operation]) => portNamesOf(operation, named));
    return new Set(
        served.flatMap((name) => {
            const port = ports[name];
            return port === undefined ? [] : [port.targetPort ?? port.port];
        }),
    );
}

/** AUT-16. It is istiod that fetches keys, not the proxies: no policy of ours opens or closes that way. */
function checkKeyHosts(
    catalogue: Catalogue,
    { platform }: Rollout,
    clusterDomain: string,
    report: Report,
): void {
    const declared = new Set(
        [...catalogue.namespaces.values()].flatMap((each) => [...each.names("externals")]),
    );
    for (const { name, jwksUri } of platform.tokens.values()) {
        const { host, port } = (jwksUri === undefined ? undefined : hostAndPortOf(jwksUri)) ?? {};
        if (host === undefined || host.endsWith(`.svc.${clusterDomain}`) || declared.has(host)) {
            continue;
        }
        if (catalogue.complete && report.whole) {
            const message = `istiod fetches the keys from ${host}:${port}, which no file of the catalogue declares in externals; declare it, and see that istiod's namespace may reach it: without the keys every token is refused`;
            report.warning("keys-host-undeclared", inStack(["tokens", name, "jwksUri"]), message);
        }
    }
}
