import type { Catalogue } from "../catalogue";
import type { Report } from "../report";
import type { Rollout } from "../rollout";
import { type DeclaredRoute, declaredRoutes } from "../routes";
import { inStack } from "../shape/location";
import { shown } from "../shape/shown";

/** Routes and the stack they meet: hosts, tokens and authorizers that exist, and servers in the mesh. */
export function checkPlatformRoutes(catalogue: Catalogue, rollout: Rollout, report: Report): void {
    const { publicHosts } = rollout.platform;
    const used = new Set<string>();
    for (const route of declaredRoutes(catalogue)) {
        used.add(route.raw.publicHost);
        checkNames(route, rollout, report);
        checkStage(route, rollout, report);
    }
    for (const { name, servers, passthrough } of publicHosts.values()) {
        const ends = servers.some((server) => server !== "passthrough");
        if (ends && !used.has(name) && catalogue.complete && report.whole) {
            const message = "no namespace has a route on it; remove it until one does";
            report.warning("public-host-unused", inStack(["publicHosts", name]), message);
        }
        if (passthrough !== undefined) {
            checkPassthrough(name, passthrough, catalogue, rollout, report);
        }
    }
}

function checkNames({ raw, at }: DeclaredRoute, { platform }: Rollout, report: Report): void {
    const host = platform.publicHosts.get(raw.publicHost);
    if (host === undefined) {
        report.unknown("public-host", at("publicHost"), raw.publicHost, new Set(platform.publicHosts.keys()));
    } else if (host.servers.every((server) => server === "passthrough")) {
        const message = `connections to "${raw.publicHost}" are passed through with their TLS left alone, so no path can be seen; remove the route, or add https to its servers`;
        report.error("route-on-passthrough", at("publicHost"), message);
    }
    const issuer = typeof raw.token === "object" ? raw.token.issuer : raw.token;
    if (issuer !== undefined && !platform.tokens.has(issuer)) {
        const path = typeof raw.token === "object" ? at("token", "issuer") : at("token");
        report.unknown("token", path, issuer, new Set(platform.tokens.keys()));
    }
    if (raw.authorizer !== undefined && !platform.authorizers.has(raw.authorizer)) {
        report.unknown("authorizer", at("authorizer"), raw.authorizer, new Set(platform.authorizers.keys()));
    }
}

/** What comes from outside goes on with mTLS or not at all. */
function checkStage({ namespace, raw, at }: DeclaredRoute, { namespaces }: Rollout, report: Report): void {
    if (namespaces.get(namespace.name)?.stage === "off") {
        const message = `the namespace "${namespace.name}" is not in the mesh (stage off), so requests to ${shown(raw.service)} would leave the gateway in plain text; raise it to observed first, or remove the route`;
        report.error("route-into-off", at(), message);
    }
}

function checkPassthrough(
    name: string,
    { service, port }: { readonly service: string; readonly port: number },
    catalogue: Catalogue,
    { namespaces }: Rollout,
    report: Report,
): void {
    const at = (key: string) => inStack(["publicHosts", name, "passthrough", key]);
    const [namespaceName = "", serviceName = "", ...more] = service.split("/");
    if (namespaceName === "" || serviceName === "" || more.length > 0) {
        const message = `${shown(service)} is not a reference; write "namespace/service"`;
        report.error("bad-reference", at("service"), message);
        return;
    }
    const namespace = catalogue.namespaces.get(namespaceName);
    if (namespace === undefined) {
        if (catalogue.complete) {
            report.unknown("namespace", at("service"), namespaceName, catalogue.names);
        }
        return;
    }
    const known = namespace.names("services");
    const declared = namespace.content.services?.[serviceName];
    if (!known.has(serviceName)) {
        if (!report.isUnreadable(namespace.at("services"))) {
            report.unknown("service", at("service"), serviceName, known);
        }
    } else if (namespaces.get(namespaceName)?.stage === "off") {
        const message = `the namespace "${namespaceName}" is not in the mesh (stage off), so nothing would hold the way to ${shown(service)}; raise it to observed first`;
        report.error("route-into-off", at("service"), message);
    } else if (declared !== undefined) {
        const found = Object.values(declared.ports).find((each) => each.port === port);
        const readable = Object.keys(declared.ports).length === namespace.namesIn(serviceName, "ports").size;
        if (found?.protocol !== "tls" && (found !== undefined || readable)) {
            const what =
                found === undefined ? `has no port ${port}` : `speaks ${found.protocol} on port ${port}`;
            const message = `${shown(service)} ${what}; write the number of a port with protocol tls`;
            report.error("passthrough-port", at("port"), message);
        }
    }
}
