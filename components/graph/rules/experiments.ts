import type { Catalogue, DeclaredNamespace } from "../catalogue";
import type { Edges } from "../edges";
import type { Report } from "../report";
import type { ExperimentRollout, NamespaceRollout, Rollout } from "../rollout";
import { inStack, type Steps } from "../shape/location";
import { shown } from "../shape/shown";
import { carriesHttp } from "./operations";

/** Experiments: on a service whose callers have proxies, by a header that means nothing else. */
export function checkExperiments(catalogue: Catalogue, edges: Edges, rollout: Rollout, report: Report): void {
    for (const [name, stack] of rollout.namespaces) {
        const namespace = catalogue.namespaces.get(name);
        if (namespace !== undefined) {
            for (const [experiment, wanted] of stack.experiments) {
                const at = (...steps: Steps) =>
                    inStack(["namespaces", name, "experiments", experiment, ...steps]);
                checkService(namespace, stack, wanted, at, report);
                checkCallers(namespace, wanted, edges, at, report);
                checkHeader(name, experiment, stack, wanted, at, report);
            }
        }
    }
}

type At = (...steps: Steps) => string;

function checkService(
    namespace: DeclaredNamespace,
    { stage }: NamespaceRollout,
    { service, header }: ExperimentRollout,
    at: At,
    report: Report,
): void {
    const known = namespace.names("services");
    const raw = namespace.content.services?.[service];
    if (!known.has(service)) {
        report.unknown("service", at("service"), service, known);
        return;
    }
    if (raw === undefined) {
        return;
    }
    if (stage === "off") {
        const message = `faults are injected by proxies and the namespace has none (stage off); raise the stage, or remove it`;
        report.error("experiment-without-proxy", at(), message);
    } else if (!Object.values(raw.ports).some(({ protocol }) => carriesHttp(protocol))) {
        const message = `a fault asked for by header needs an HTTP port, and "${service}" has none; remove it`;
        report.error("experiment-on-tcp", at("service"), message);
    }
    const route = raw.traffic?.versions?.find(({ headers = {} }) => Object.hasOwn(headers, header.name));
    if (route !== undefined) {
        const message = `${shown(header.name)} already chooses a version (traffic.versions "${route.name}"), so such requests are no experiment; use another header`;
        report.error("experiment-header-taken", at("header", "name"), message);
    }
}

function checkCallers(
    { name, content }: DeclaredNamespace,
    { service, callers }: ExperimentRollout,
    { calls }: Edges,
    at: At,
    report: Report,
): void {
    if (content.services?.[service] === undefined) {
        return;
    }
    const declared = new Set(
        calls.filter(({ service: to }) => to.id === `${name}/${service}`).map(({ caller }) => caller.id),
    );
    for (const [index, written] of callers.entries()) {
        const caller = written.includes("/") ? written : `${name}/${written}`;
        if (!declared.has(caller)) {
            const known = [...declared].sort().join(", ");
            const message = `${shown(caller)} is not a declared caller of "${service}"; ${known === "" ? "it has none" : `its callers: ${known}`}`;
            report.error("experiment-caller", at("callers", index), message);
        }
    }
}

/** Of two experiments with one header the first would take every request and the second none. */
function checkHeader(
    namespace: string,
    experiment: string,
    { experiments }: NamespaceRollout,
    { service, header, callers }: ExperimentRollout,
    at: At,
    report: Report,
): void {
    const full = (caller: string) => (caller.includes("/") ? caller : `${namespace}/${caller}`);
    for (const [other, each] of experiments) {
        if (other === experiment) {
            return;
        }
        const same =
            each.service === service &&
            each.header.name === header.name &&
            each.header.value === header.value &&
            overlap(each.callers.map(full), callers.map(full));
        if (same) {
            const message = `"${other}" takes every request with ${header.name}: ${header.value}, so this one would never happen; give it a value of its own`;
            report.error("duplicate-experiment", at("header"), message);
            return;
        }
    }
}

function overlap(left: readonly string[], right: readonly string[]): boolean {
    return left.length === 0 || right.length === 0 || left.some((each) => right.includes(each));
}
