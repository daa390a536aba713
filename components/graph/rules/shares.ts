import type { Catalogue, DeclaredNamespace } from "../catalogue";
import type { Report } from "../report";
import type { NamespaceRollout, Rollout, ServiceRollout } from "../rollout";
import type { RawService } from "../sections/service";
import { servedVersions } from "../servedVersions";
import { inStack, type Steps } from "../shape/location";
import { carriesHttp } from "./operations";

/** Shares and mirrors: they name versions that exist, run, and can be told apart by a request. */
export function checkShares({ namespaces }: Catalogue, rollout: Rollout, report: Report): void {
    for (const [name, { services }] of rollout.namespaces) {
        const namespace = namespaces.get(name);
        if (namespace === undefined) {
            continue;
        }
        const known = namespace.names("services");
        for (const [service, wanted] of services) {
            const at = (...steps: Steps) => inStack(["namespaces", name, "services", service, ...steps]);
            const raw = namespace.content.services?.[service];
            if (!known.has(service)) {
                report.unknown("service", at(), service, known);
            } else if (raw !== undefined) {
                checkService(raw, wanted, at, report);
                checkNames(raw, wanted, servedBy(namespace, raw, rollout), at, report);
            }
        }
        checkVersionRoutesRun(namespace, rollout, report);
    }
}

type At = (...steps: Steps) => string;

function servedBy(
    namespace: DeclaredNamespace,
    { workload }: RawService,
    rollout: Rollout,
): ReadonlySet<string> | undefined {
    const stack: NamespaceRollout | undefined = rollout.namespaces.get(namespace.name);
    return servedVersions(namespace.content.workloads?.[workload], workload, stack);
}

function checkService(raw: RawService, { share, mirror }: ServiceRollout, at: At, report: Report): void {
    const trouble = unshareable(raw);
    if (trouble !== undefined && share !== undefined) {
        report.error(`weights-on-${trouble.what}`, at("weights"), `${trouble.message}; remove it`);
    }
    if (trouble !== undefined && mirror !== undefined) {
        report.error(`mirror-on-${trouble.what}`, at("mirror"), `${trouble.message}; remove it`);
    }
    if (share?.kind === "external" && Object.keys(raw.subsets ?? {}).length < 2) {
        const message =
            "a controller shares traffic between two subsets at least; declare them in the catalogue, or remove it";
        report.error("external-without-subsets", at("weights"), message);
    }
}

/** Why requests to the service cannot be sent to one version rather than another. */
export function unshareable({ headless, ports }: RawService): { what: string; message: string } | undefined {
    if (headless === true) {
        const message =
            "a headless service is reached pod by pod, and the proxy sends a request where its caller connected to";
        return { what: "headless", message };
    }
    return Object.values(ports).some(({ protocol }) => carriesHttp(protocol))
        ? undefined
        : { what: "tcp", message: "sharing requests needs an HTTP port, and this service has none" };
}

function checkNames(
    { subsets = {} }: RawService,
    { share, mirror }: ServiceRollout,
    served: ReadonlySet<string> | undefined,
    at: At,
    report: Report,
): void {
    const known = new Set(Object.keys(subsets));
    const weights = share?.kind === "weights" ? share.weights : [];
    const wanted = [
        ...weights.map(({ subset, weight }) => ({ subset, path: at("weights", subset), share: weight })),
        ...(mirror === undefined
            ? []
            : [{ subset: mirror.subset, path: at("mirror", "subset"), share: mirror.percent }]),
    ];
    for (const { subset, path, share: percent } of wanted) {
        const version = subsets[subset]?.version;
        if (!known.has(subset)) {
            report.unknown("subset", path, subset, known);
        } else if (version !== undefined && percent > 0 && served !== undefined && !served.has(version)) {
            const message = `${percent} per cent of the requests would go to version "${version}", of which this stack runs no pod; deploy it (workloads.<name>.versions, with replicas above 0), or make this 0`;
            report.error("weight-without-version", path, message);
        }
    }
}

/** A route of the catalogue for a version that this stack does not run is left out, so that nobody gets a 503. */
function checkVersionRoutesRun(namespace: DeclaredNamespace, rollout: Rollout, report: Report): void {
    for (const [name, raw] of Object.entries(namespace.content.services ?? {})) {
        const versions = raw.traffic?.versions ?? [];
        const served = versions.length === 0 ? undefined : servedBy(namespace, raw, rollout);
        for (const [index, { name: route, subset }] of versions.entries()) {
            const version = raw.subsets?.[subset]?.version;
            if (served !== undefined && version !== undefined && !served.has(version)) {
                const path = namespace.at(
                    "services",
                    name,
                    "traffic",
                    "versions",
                    namespace.position(versions, index),
                );
                const message = `this stack runs no pod of version "${version}", so the route "${route}" is left out here and its requests go the usual way`;
                report.warning("version-route-left-out", path, message);
            }
        }
    }
}
