import { isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { hostsOf, isForMesh, virtualService } from "../engine/routes";
import { type StackRule, violation, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";

export const disallowConflictingHosts: StackRule = {
    scope: "stack",
    id: "G-15",
    ids: ["IST0109", "KIA1106", "TIS1105"],
    name: "meshwright-traffic-disallow-conflicting-hosts",
    displayName: "Disallow two VirtualServices for one host",
    description:
        "For sidecars a host must have one VirtualService: of several that a namespace sees, proxies follow the oldest alone, " +
        "and at a gateway they are merged in the order they were created in.",
    severity: "medium",
    remediationSteps:
        "Put all routes of the host into one VirtualService, delegate parts of it, or narrow exportTo so that no namespace sees two.",
    settings: [],
    kinds: [virtualService],

    *check(_objects, _context, view) {
        for (const [host, claims] of view.once(claimsByHost)) {
            for (const { object, field } of claims) {
                const others = claims.filter((each) => each.object !== object);
                const other = others.find((each) => meet(object, each.object));
                const beside = others.find((each) => meetAtGateway(object, each.object));
                if (other === undefined && beside !== undefined) {
                    const named = `${beside.object.namespace ?? "default"}/${beside.object.name}`;
                    const message = `and VirtualService ${named} has the host ${host} too, which the gateway merges in the order of their creation`;
                    yield { object, finding: warning(field, message, "put all routes of a host into one") };
                } else if (other !== undefined) {
                    const named = `${other.object.namespace ?? "default"}/${other.object.name}`;
                    const message = `and VirtualService ${named} has the host ${host} too, for some of the same callers`;
                    yield { object, finding: violation(field, message, "put all routes of a host into one") };
                }
            }
        }
    },
};

function claimsByHost(view: StackView) {
    const found = new Map<
        string,
        { object: PolicyObject; field: ReturnType<typeof hostsOf>[number]["field"] }[]
    >();
    for (const object of view.kind(virtualService)) {
        for (const { field, host } of hostsOf(object)) {
            found.set(host, [...(found.get(host) ?? []), { object, field }]);
        }
    }
    return found;
}

/** Whether a sidecar of any namespace sees both. */
function meet(one: PolicyObject, two: PolicyObject): boolean {
    const [left, right] = [audience(one), audience(two)];
    return (
        isForMesh(one) &&
        isForMesh(two) &&
        (left === undefined || right === undefined || [...left].some((each) => right.has(each)))
    );
}

function meetAtGateway(one: PolicyObject, two: PolicyObject): boolean {
    const gateways = gatewaysOf(one);
    return [...gatewaysOf(two)].some((each) => gateways.has(each));
}

/** Namespaces that see a VirtualService; undefined for all, and while that is not known. */
function audience(object: PolicyObject): ReadonlySet<string> | undefined {
    const list = object.root.at("spec", "exportTo");
    const texts = list.items().map((each) => each.text);
    return isEmpty(list) || texts.includes("*") || texts.includes(undefined)
        ? undefined
        : new Set(texts.map((each) => (each === "." ? (object.namespace ?? "default") : `${each}`)));
}

function gatewaysOf(object: PolicyObject): ReadonlySet<string> {
    const names = object.root
        .at("spec", "gateways")
        .items()
        .flatMap((each) => each.text ?? []);
    return new Set(
        names
            .filter((each) => each !== "mesh")
            .map((each) => (each.includes("/") ? each : `${object.namespace ?? "default"}/${each}`)),
    );
}
