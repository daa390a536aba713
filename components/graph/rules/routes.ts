import { portNamesOf } from "../buildOperation";
import type { Catalogue } from "../catalogue";
import { badPath } from "../httpPath";
import type { Report } from "../report";
import { type DeclaredRoute, declaredRoutes, liesWithin, ownServiceName, servesHttp } from "../routes";
import { shown } from "../shape/shown";
import { badClaim } from "../tokenFormats";
import { isHttpMethod } from "./operations";

/** Routes lead to services of their own namespace, on paths nobody else claims, with what a request must prove. */
export function checkRoutes(catalogue: Catalogue, report: Report): void {
    const claimed = new Map<string, DeclaredRoute>();
    for (const route of declaredRoutes(catalogue)) {
        checkService(route, report);
        checkAccess(route, report);
        checkCors(route, report);
        const { raw, at } = route;
        const claim = `${raw.publicHost} ${raw.path}`;
        const first = claimed.get(claim);
        if (first === undefined) {
            claimed.set(claim, route);
        } else {
            const message = `${shown(raw.path)} on "${raw.publicHost}" is already claimed at ${first.at()}; one of the two must give way, or name a longer path`;
            report.error("duplicate-route", at("path"), message);
        }
    }
}

function checkService(route: DeclaredRoute, report: Report): void {
    const { namespace, raw, at } = route;
    const name = ownServiceName(route);
    if (name === undefined) {
        const message = `${shown(raw.service)} is not a service of this namespace; only the namespace that owns a service opens it to the outside, declare the route in its file`;
        report.error("foreign-service", at("service"), message);
        return;
    }
    const known = namespace.names("services");
    if (!known.has(name)) {
        if (!report.isUnreadable(namespace.at("services"))) {
            report.unknown("service", at("service"), name, known);
        }
        return;
    }
    const service = namespace.content.services?.[name];
    if (service === undefined || Object.keys(service.ports).length < namespace.namesIn(name, "ports").size) {
        return;
    }
    if (!servesHttp(service)) {
        const message = `"${namespace.name}/${name}" has no HTTP port, and a path is a thing of HTTP; pass its connections through on a public host of their own (servers: [passthrough])`;
        report.error("route-on-tcp", at("service"), message);
        return;
    }
    if (badPath(raw.path) === undefined) {
        checkOperations(route, name, report);
    }
}

function checkOperations(route: DeclaredRoute, name: string, report: Report): void {
    const { namespace, raw, at } = route;
    const known = namespace.namesIn(name, "operations");
    const readable = namespace.content.services?.[name]?.operations ?? {};
    const named = raw.operations ?? Object.keys(readable);
    const within = named.filter((each) => {
        const operation = readable[each];
        return operation === undefined || liesWithin(operation, raw.path);
    });
    checkPort(route, name, within, report);
    if (raw.operations === undefined) {
        if (within.length === 0 && Object.keys(readable).length === known.size && known.size > 0) {
            const message = `no operation of "${namespace.name}/${name}" lies within ${shown(raw.path)}, so every request would be refused; write a path that holds one of ${[...known].sort().slice(0, 8).join(", ")}`;
            report.error("route-without-operations", at("path"), message);
        }
        return;
    }
    for (const [index, operation] of raw.operations.entries()) {
        const path = at("operations", index);
        if (!known.has(operation)) {
            report.unknown("operation", path, operation, known);
        } else if (!within.includes(operation)) {
            const message = `"${operation}" has paths outside ${shown(raw.path)}, which this route never gets; widen the route's path or leave the operation out`;
            report.error("operation-outside-route", path, message);
        } else if (index < 200 && raw.operations.indexOf(operation) < index) {
            report.error("duplicate-item", path, `${shown(operation)} is there twice; remove one`);
        }
    }
}

/** A route leads to one port. */
function checkPort(
    { namespace, at }: DeclaredRoute,
    name: string,
    operations: readonly string[],
    report: Report,
): void {
    const { ports = {}, operations: declared = {} } = namespace.content.services?.[name] ?? {};
    const named = Object.entries(ports).map(([port, { protocol }]) => ({ name: port, protocol }));
    const served = operations.flatMap((each) => {
        const operation = declared[each];
        return operation === undefined ? [] : [portNamesOf(operation, named)];
    });
    const [first = [], ...rest] = served;
    if (served.length > 1 && !first.some((port) => rest.every((each) => each.includes(port)))) {
        const message = `no port of "${namespace.name}/${name}" serves all of ${operations.join(", ")}, and a route leads to one; write a route for the operations of each`;
        report.error("route-on-several-ports", at("operations"), message);
    }
}

function checkAccess({ raw, at }: DeclaredRoute, report: Report): void {
    const { token, authorizer, open } = raw;
    if (token === undefined && authorizer === undefined && open === undefined) {
        if (![at("token"), at("authorizer"), at("open")].some((path) => report.isUnreadable(path))) {
            const message =
                "says nothing about who may use it; write token or authorizer, or open with the reason why anyone may";
            report.error("route-access-missing", at(), message);
        }
        return;
    }
    if (open !== undefined && (token !== undefined || authorizer !== undefined)) {
        const other = token === undefined ? "an authorizer" : "a token";
        report.error("open-and-guarded", at("open"), `the route demands ${other}; remove one of the two`);
    } else if (open?.trim() === "") {
        report.error("empty", at("open"), "is empty; write the reason why anyone may use it");
    }
    const claims = typeof token === "object" ? (token.claims ?? {}) : {};
    for (const claim of Object.keys(claims)) {
        const trouble = badClaim(claim);
        if (trouble !== undefined) {
            report.error(trouble.code, at("token", "claims", claim), trouble.message);
        }
    }
}

function checkCors({ raw, at }: DeclaredRoute, report: Report): void {
    for (const [index, method] of (raw.cors?.methods ?? []).entries()) {
        if (!isHttpMethod(method)) {
            const message = `${shown(method)} is not a method; write one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS`;
            report.error("bad-method", at("cors", "methods", index), message);
        }
    }
}
