import { isMeant, namingKinds } from "../engine/declaredHosts";
import { destinationRuleKind } from "../engine/destinationRules";
import { serviceOf } from "../engine/hosts";
import type { PolicyObject } from "../engine/object";
import { isVisible, registryKinds, registryOf } from "../engine/registry";
import { type Destination, destinationsOf, routesOf, virtualService } from "../engine/routes";
import { type StackRule, unseen, violation, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";

export const requireKnownDestinations: StackRule = {
    scope: "stack",
    id: "G-08",
    ids: ["IST0101", "KIA1101", "TIS1001", "TIS1601"],
    name: "meshwright-traffic-require-known-destinations",
    displayName: "Require routes to lead somewhere",
    description:
        "What a route or a mirror leads to must be a Service or a ServiceEntry that is declared and that the route's namespace " +
        "may see: anything else answers 503.",
    severity: "high",
    remediationSteps:
        "Correct the host (short names are completed with the route's own namespace), declare a ServiceEntry, or export the " +
        "Service to the namespace.",
    settings: [],
    kinds: [...new Set([virtualService, ...registryKinds, ...namingKinds])],

    *check(_objects, _context, view) {
        for (const object of view.kind(virtualService)) {
            for (const route of routesOf(object)) {
                for (const destination of destinationsOf(route, object)) {
                    const host = destination.field.at("host");
                    if (host.isUnknown) {
                        yield { object, finding: unseen(host) };
                    }
                    const why = whyNot(destination, object, view);
                    if (why !== undefined) {
                        const field = destination.field.at("host");
                        const fix = "correct it, or declare what it names";
                        // What its own namespace has a route or a rule for is not misspelt; somebody else may deploy it.
                        const report = isMeant(destination.host ?? "", view, [
                            virtualService,
                            destinationRuleKind,
                        ])
                            ? warning
                            : violation;
                        yield { object, finding: report(field, why, fix) };
                    }
                }
            }
        }
    },
};

/** Undefined also where another stack may well declare it. */
function whyNot({ host }: Destination, object: PolicyObject, view: StackView) {
    if (host === undefined) {
        return undefined;
    }
    const registry = registryOf(view);
    const found = registry.named(host);
    // A route is followed where it is seen, so there its hosts must be seen too.
    if (found.some((each) => audienceOf(object).some((namespace) => isVisible(each, namespace)))) {
        return undefined;
    }
    const [hidden] = found;
    if (hidden !== undefined) {
        return `which ${hidden.object.kind} ${hidden.namespace}/${hidden.object.name} does not export to ${object.namespace ?? "default"}, so requests are answered 503`;
    }
    const named = serviceOf(host);
    const isDeclaredHere =
        named === undefined
            ? registry.hasEntries && !registry.isHazy && isNoService(host)
            : registry.declaresServicesOf(named.namespace);
    if (!isDeclaredHere) {
        return undefined;
    }
    return named === undefined
        ? "which no Service and no ServiceEntry of the stack has, so requests are answered 503"
        : `and ${named.namespace} has no Service ${named.name}, so requests are answered 503`;
}

/** A host in another domain of the cluster may be a Service's, under a cluster domain of its own. */
function isNoService(host: string): boolean {
    return !host.includes(".svc.");
}

function audienceOf({ root, namespace = "default" }: PolicyObject): readonly string[] {
    const named = root
        .at("spec", "exportTo")
        .items()
        .flatMap((each) => each.text ?? []);
    const wanted = named.map((each) => (each === "." ? namespace : each)).filter((each) => each !== "~");
    return wanted.length === 0 || wanted.includes("*") ? [namespace] : wanted;
}
