import type { Catalogue } from "../catalogue";
import type { Report } from "../report";
import { type DeclaredRoute, declaredRoutes, ownServiceName } from "../routes";
import type { RawRoute } from "../sections/route";
import { shown } from "../shape/shown";

/**
 * A longer route that demands what the one around it does not, at the same workload. Envoy matches and Istio judges
 * paths as plain characters (normalization makes dots, slashes and escapes alike, and no more), so what only the service reads as
 * the longer path comes in by the shorter one.
 */
export function checkNestedRoutes(catalogue: Catalogue, report: Report): void {
    const byClaim = new Map<string, DeclaredRoute>();
    for (const route of declaredRoutes(catalogue)) {
        const claim = claimOf(route.raw.publicHost, route.raw.path);
        byClaim.set(claim, byClaim.get(claim) ?? route);
    }
    for (const route of byClaim.values()) {
        const outer = aroundAtSameWorkload(route, byClaim);
        if (outer !== undefined && saysWho(route, report) && saysWho(outer, report)) {
            warn(route, outer, byClaim, report);
        }
    }
}

function warn(
    { raw, at }: DeclaredRoute,
    outer: DeclaredRoute,
    byClaim: ReadonlyMap<string, DeclaredRoute>,
    report: Report,
): void {
    if (demandsAll(outer.raw, raw)) {
        return;
    }
    const bare = raw.path.endsWith("/*") ? raw.path.slice(0, -2) : undefined;
    const ofBare = bare === undefined ? undefined : byClaim.get(claimOf(raw.publicHost, bare));
    const isBareLoose = bare !== undefined && (ofBare === undefined || !demandsAll(ofBare.raw, raw));
    const also = isBareLoose
        ? `, and so does a bare ${shown(bare)}, which no route with the same access claims (add one)`
        : "";
    const message = `lies within ${shown(outer.raw.path)} (${outer.at()}), which leads to the same workload and may be used by others; what the service takes for the same path and the proxy does not (another case, ";x") goes by the looser rule${also}; serve it from a workload of its own, or check the claim in the service`;
    report.warning("stricter-route-inside", at("path"), message);
}

/** The longest of the routes that hold this one and lead where it leads. */
function aroundAtSameWorkload(
    route: DeclaredRoute,
    byClaim: ReadonlyMap<string, DeclaredRoute>,
): DeclaredRoute | undefined {
    const workload = workloadOf(route);
    if (workload === undefined) {
        return undefined;
    }
    const { publicHost, path } = route.raw;
    const own = path.endsWith("/*") ? path.slice(0, -2) : path;
    for (let end = own.lastIndexOf("/"); end >= 0; end = end === 0 ? -1 : own.lastIndexOf("/", end - 1)) {
        const outer = byClaim.get(claimOf(publicHost, `${own.slice(0, end)}/*`));
        if (outer !== undefined && outer.namespace === route.namespace && workloadOf(outer) === workload) {
            return outer;
        }
    }
    return undefined;
}

function claimOf(publicHost: string, path: string): string {
    return `${publicHost} ${path}`;
}

function workloadOf(route: DeclaredRoute): string | undefined {
    return route.namespace.content.services?.[ownServiceName(route) ?? ""]?.workload;
}

/** Not so where something could not be read: then it is not known who may use it. */
function saysWho({ raw, at }: DeclaredRoute, report: Report): boolean {
    const unread = ["token", "authorizer", "open"].some((key) => report.isUnreadable(at(key)));
    return !unread && (raw.token !== undefined || raw.authorizer !== undefined || raw.open !== undefined);
}

/** Whether whoever satisfies `one` satisfies `other`. */
function demandsAll(one: RawRoute, other: RawRoute): boolean {
    if (other.authorizer !== undefined && one.authorizer !== other.authorizer) {
        return false;
    }
    const [own, needed] = [tokenOf(one), tokenOf(other)];
    return (
        needed === undefined ||
        (own?.issuer === needed.issuer &&
            Object.entries(needed.claims).every(([claim, values]) => {
                const allowed = Object.hasOwn(own.claims, claim) ? own.claims[claim] : undefined;
                return allowed?.every((value) => values.includes(value)) === true;
            }))
    );
}

function tokenOf({ token }: RawRoute) {
    if (token === undefined) {
        return undefined;
    }
    return typeof token === "object"
        ? { issuer: token.issuer, claims: token.claims ?? {} }
        : { issuer: token, claims: {} };
}
