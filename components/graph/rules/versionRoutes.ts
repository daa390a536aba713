import { type Catalogue, servicesOf } from "../catalogue";
import { badHeader } from "../formats";
import { badPath } from "../httpPath";
import type { Report } from "../report";
import type { RawService } from "../sections/service";
import type { RawVersionRoute } from "../sections/versionRoute";
import type { Steps } from "../shape/location";
import { carriesHttp } from "./operations";

/** Routes by what a request carries: each can be reached, and leads to a version that exists. */
export function checkVersionRoutes({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        for (const [name, service] of servicesOf(namespace)) {
            const versions = service.traffic?.versions;
            if (versions === undefined || versions.length === 0) {
                continue;
            }
            const at = (...steps: Steps) => namespace.at("services", name, "traffic", "versions", ...steps);
            checkService(service, at, report);
            for (const [index, route] of versions.entries()) {
                const position = namespace.position(versions, index);
                const path = (...steps: Steps) => at(position, ...steps);
                checkRoute(route, path, report);
                checkSubset(route, service, path, report);
                checkReach(route, versions.slice(0, index), path, report);
            }
        }
    }
}

type At = (...steps: Steps) => string;

function checkService({ headless, ports }: RawService, at: At, report: Report): void {
    if (headless === true) {
        const message =
            "a headless service is reached pod by pod, and the proxy sends a request where its caller connected to; remove it";
        report.error("versions-on-headless", at(), message);
    } else if (!Object.values(ports).some(({ protocol }) => carriesHttp(protocol))) {
        const message =
            "choosing a version by request needs an HTTP port, and this service has none; remove it";
        report.error("versions-on-tcp", at(), message);
    }
}

function checkRoute({ headers = {}, path }: RawVersionRoute, at: At, report: Report): void {
    if (path === undefined && Object.keys(headers).length === 0) {
        const message =
            "fits every request, so nothing would be left for what follows; write headers or a path, or give the service weights";
        report.error("version-route-takes-all", at(), message);
    }
    for (const header of Object.keys(headers)) {
        const trouble = badHeader(header);
        if (trouble !== undefined) {
            report.error(trouble.code, at("headers", header), trouble.message);
        }
    }
    const trouble = path === undefined ? undefined : badPath(path);
    if (trouble !== undefined) {
        report.error(trouble.code, at("path"), trouble.message);
    }
}

function checkSubset(
    { subset }: RawVersionRoute,
    { subsets = {} }: RawService,
    at: At,
    report: Report,
): void {
    const known = new Set(Object.keys(subsets));
    if (!known.has(subset)) {
        report.unknown("subset", at("subset"), subset, known);
    }
}

function checkReach(
    route: RawVersionRoute,
    before: readonly RawVersionRoute[],
    at: At,
    report: Report,
): void {
    const same = before.find(({ name }) => name === route.name);
    if (same !== undefined) {
        report.error(
            "duplicate-version-route",
            at("name"),
            `there is already a route "${route.name}"; rename one`,
        );
    }
    const first = before.find((each) => takesAllOf(each, route));
    if (first !== undefined) {
        const message = `never used: "${first.name}" before it fits everything this one does; put this one first, or remove it`;
        report.error("version-route-unreachable", at(), message);
    }
}

/** Whether every request that fits the second also fits the first. */
function takesAllOf(first: RawVersionRoute, second: RawVersionRoute): boolean {
    const headers = Object.entries(first.headers ?? {});
    return (
        headers.every(([name, value]) => second.headers?.[name] === value) &&
        (first.path === undefined || (second.path !== undefined && coversPath(first.path, second.path)))
    );
}

function coversPath(outer: string, inner: string): boolean {
    if (!outer.endsWith("/*")) {
        return outer === inner;
    }
    const prefix = outer.slice(0, -1);
    return inner.endsWith("/*") ? inner.slice(0, -1).startsWith(prefix) : inner.startsWith(prefix);
}
