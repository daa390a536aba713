import { ambientNamespaces } from "../engine/dataPlane";
import { type Field, isEmpty } from "../engine/field";
import { fullHost, serviceOf } from "../engine/hosts";
import type { PolicyObject } from "../engine/object";
import { called, type Finding, type StackFinding, type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { isServed, waypointLabel } from "../engine/waypoints";

const routes = "networking.istio.io/VirtualService";
/** Policies for the workloads of a namespace; at a waypoint they hold for what they name by targetRefs. */
const policies = ["telemetry.istio.io/Telemetry", "extensions.istio.io/WasmPlugin"];

export const requireWaypointsForRoutes: StackRule = {
    scope: "stack",
    id: "E-19",
    ids: ["KIA1109", "KIA1111", "KIA1112", "KIA1113", "KIA1114", "KIA1116", "KIA1117"],
    name: "meshwright-workload-require-waypoints-for-routes",
    displayName: "Require a waypoint for routes, extensions and telemetry",
    description:
        "In an ambient namespace routes, extensions and telemetry of requests need a waypoint, and must be where " +
        "it reads them: ztunnel sees connections only, so without one they do nothing.",
    severity: "high",
    remediationSteps:
        "Label the namespace or the Service istio.io/use-waypoint, name the Service in targetRefs, and keep routes in the " +
        "namespace of the Service they are for.",
    settings: [],
    kinds: ["core/Namespace", "core/Service", "gateway.networking.k8s.io/Gateway", routes, ...policies],

    *check(_objects, _context, view) {
        const ambient = ambientNamespaces(view.kind("core/Namespace"));
        if (ambient.size === 0) {
            return;
        }
        for (const object of view.of(policies)) {
            if (ambient.has(object.namespace ?? "default")) {
                yield* judgePolicy(object, view);
            }
        }
        for (const object of view.kind(routes)) {
            const gateways = object.root.at("spec", "gateways");
            const isMesh = isEmpty(gateways) || gateways.items().some((each) => each.text === "mesh");
            if (isMesh && !isEmpty(object.root.at("spec", "http"))) {
                for (const host of object.root.at("spec", "hosts").items()) {
                    yield* judgeHost(object, host, ambient, view);
                }
            }
        }
    },
};

function* judgePolicy(object: PolicyObject, view: StackView): Iterable<StackFinding> {
    const spec = object.root.at("spec");
    const selector = spec.at("selector", "matchLabels");
    const targets = [...spec.at("targetRefs").items(), spec.at("targetRef")].filter((each) => !each.isAbsent);
    if (targets.length > 0) {
        return;
    }
    if (!isEmpty(selector)) {
        // Pods of a gateway are proxies themselves.
        const isGateway = view.pods
            .selectedBy(selector, object.namespace ?? "default")
            .pods.some(({ pod }) => pod.at("spec", "containers", 0, "name").text === "istio-proxy");
        if (!isGateway && selector.at("gateway.networking.k8s.io/gateway-name").isAbsent) {
            const message = "which no waypoint reads, and ztunnel does not read requests";
            const fix = "name the Service in targetRefs";
            const codes = hasWaypoint(object.namespace ?? "default", view) ? [] : [codesOf(object).unserved];
            const finding = called(violation(selector, message, fix), codesOf(object).selected, ...codes);
            yield { object, finding };
        }
        return;
    }
    if (!hasWaypoint(object.namespace ?? "default", view)) {
        const finding = unserved(object.root.at("metadata", "namespace"));
        yield { object, finding: called(finding, codesOf(object).unserved) };
    }
}

function codesOf({ kind }: PolicyObject): { readonly selected: string; readonly unserved: string } {
    return kind === "Telemetry"
        ? { selected: "KIA1117", unserved: "KIA1112" }
        : { selected: "KIA1116", unserved: "KIA1111" };
}

function unserved(field: Field): Finding {
    const message = "an ambient namespace without a waypoint, so nothing there sees requests";
    return violation(field, message, `label it ${waypointLabel}`);
}

/** Whether anything of a namespace goes through a waypoint. */
function hasWaypoint(namespace: string, view: StackView): boolean {
    const labels = view.namespace(namespace)?.root.at("metadata", "labels", waypointLabel);
    const whole = labels?.isUnknown || (labels?.text ?? "none") !== "none";
    return whole || view.in("core/Service", namespace).some((each) => isServed(each, view));
}

function* judgeHost(
    object: PolicyObject,
    host: Field,
    ambient: ReadonlySet<string>,
    view: StackView,
): Iterable<StackFinding> {
    const home = object.namespace ?? "default";
    const named = serviceOf(fullHost(host.text ?? "", home));
    if (named === undefined || !ambient.has(named.namespace)) {
        return;
    }
    if (named.namespace !== home) {
        const message = `a Service of the ambient namespace ${named.namespace}, whose waypoint reads its own namespace only`;
        const service = view.find("core/Service", named.name, named.namespace);
        const codes = service === undefined || isServed(service, view) ? [] : ["KIA1113"];
        const finding = violation(host, message, `move it to ${named.namespace}`);
        yield { object, finding: called(finding, "KIA1114", ...codes) };
        return;
    }
    const service = view.find("core/Service", named.name, named.namespace);
    const served = service === undefined ? hasWaypoint(home, view) : isServed(service, view);
    if (!served) {
        const message =
            "a Service of an ambient namespace without a waypoint, so this does nothing for its callers";
        const finding = violation(host, message, `label it, or its namespace, ${waypointLabel}`);
        yield { object, finding: called(finding, service === undefined ? "KIA1109" : "KIA1113") };
    }
}
