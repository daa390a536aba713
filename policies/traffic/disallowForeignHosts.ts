import type { Context } from "../engine/context";
import { destinationRuleKind } from "../engine/destinationRules";
import type { Field } from "../engine/field";
import { isEmpty } from "../engine/field";
import { fullHost, serviceOf } from "../engine/hosts";
import { describeObject, type PolicyObject } from "../engine/object";
import { type Finding, type StackRule, violation, warning } from "../engine/rule";
import { entryHosts, serviceEntryKind } from "../engine/serviceEntries";
import type { StackView } from "../engine/stackView";

const route = "networking.istio.io/VirtualService";

export const disallowForeignHosts: StackRule = {
    scope: "stack",
    id: "D-05",
    name: "meshwright-traffic-disallow-foreign-hosts",
    displayName: "Disallow hosts of other namespaces",
    description:
        "A namespace must not take over a host of another: calls to it, and their data, would go elsewhere.",
    severity: "critical",
    framework: {
        name: "Istio Deployment Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/traffic-management/",
        specification: "Cross namespace configuration sharing",
    },
    remediationSteps:
        "Move the object to the namespace of the Service, or keep it to your own callers with exportTo: [.]. A ServiceEntry " +
        "with a Service's name is to be taken away.",
    settings: ["rootNamespaces"],
    kinds: [route, destinationRuleKind, serviceEntryKind, "core/Service"],

    *check(_, context, view) {
        const owners = new Map<string, PolicyObject>();
        for (const object of view.kind(serviceEntryKind).filter(isPlaced)) {
            for (const field of entryHosts(object)) {
                for (const finding of judgeEntry(field, object, owners, view)) {
                    yield { object, finding };
                }
            }
        }
        for (const object of [...view.kind(route), ...view.kind(destinationRuleKind)].filter(isPlaced)) {
            for (const field of hostsOf(object)) {
                for (const finding of judgeRouting(field, object, context)) {
                    yield { object, finding };
                }
            }
        }
    },
};

/** What names no namespace lands where whoever applies it points to: perhaps just where the host is. */
function isPlaced({ namespace }: PolicyObject): boolean {
    return namespace !== undefined;
}

function* judgeEntry(
    field: Field,
    object: PolicyObject,
    owners: Map<string, PolicyObject>,
    view: StackView,
): Iterable<Finding> {
    const host = field.text?.toLowerCase();
    if (host === undefined) {
        return;
    }
    const service = serviceOf(host);
    const home = object.namespace ?? "default";
    const fix = "take it away, or give it a name of its own";
    if (service !== undefined && service.namespace !== home) {
        yield violation(field, `a Service of ${service.namespace}, whose calls it would take`, fix);
        return;
    }
    if (service !== undefined && view.find("core/Service", service.name, home) !== undefined) {
        yield warning(field, "a Service that is there already, whose endpoints are hidden by it", fix);
        return;
    }
    const owner = owners.get(host) ?? object;
    owners.set(host, owner);
    if ((owner.namespace ?? "default") !== home && overlap(owner, object)) {
        const message = `which ${describeObject(owner)} declares for the same callers, and either may win`;
        yield violation(field, message, "leave it to one namespace, or export them to different ones");
    }
}

/** Whether some namespace sees both. */
function overlap(left: PolicyObject, right: PolicyObject): boolean {
    const [first, second] = [left, right].map(targets);
    return first === undefined || second === undefined || [...first].some((each) => second.has(each));
}

/** Namespaces an object is exported to; undefined for all, or while that is not known. */
function targets({ root, namespace = "default" }: PolicyObject): ReadonlySet<string> | undefined {
    const list = root.at("spec", "exportTo");
    const names = list.items().map((each) => (each.text === "." ? namespace : each.text));
    return isEmpty(list) || names.some((each) => each === undefined || each === "*")
        ? undefined
        : new Set(names as string[]);
}

function hostsOf(object: PolicyObject): readonly Field[] {
    const spec = object.root.at("spec");
    if (object.groupKind === destinationRuleKind) {
        return [spec.at("host")];
    }
    const gateways = spec.at("gateways").items();
    const isForMesh = gateways.length === 0 || gateways.some((each) => each.text === "mesh");
    return isForMesh ? spec.at("hosts").items() : [];
}

/** Callers of its own a namespace may send where it likes; those of others not. */
function* judgeRouting(field: Field, object: PolicyObject, { rootNamespaces }: Context): Iterable<Finding> {
    const home = object.namespace ?? "default";
    const service = serviceOf(fullHost(field.text ?? "", home));
    const exported = targets(object);
    const isOwn = exported !== undefined && [...exported].every((each) => each === home);
    const others = object.root
        .at("spec", "exportTo")
        .items()
        .find((each) => each.isUnknown);
    if (
        service === undefined ||
        service.namespace === home ||
        rootNamespaces.includes(home) ||
        isOwn ||
        others
    ) {
        return;
    }
    const message = `a Service of ${service.namespace}, and it is exported, so it rules over callers elsewhere`;
    yield violation(field, message, `move it to ${service.namespace}, or set exportTo: ["."]`);
}
