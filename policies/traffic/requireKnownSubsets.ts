import type { Field } from "../engine/field";
import { fullHost } from "../engine/hosts";
import type { PolicyObject } from "../engine/object";
import { isExportedBy } from "../engine/registry";
import { destinationsOf, routesOf, virtualService } from "../engine/routes";
import { type Finding, type StackRule, unseen, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const destinationRule = "networking.istio.io/DestinationRule";

export const requireKnownSubsets: StackRule = {
    scope: "stack",
    id: "G-12",
    ids: ["IST0101", "KIA1107", "TIS1106"],
    name: "meshwright-traffic-require-known-subsets",
    displayName: "Require subsets that a DestinationRule has",
    description:
        "A subset that a route names must be one of a DestinationRule for that host: until there is one, every request of the " +
        "route is answered 503.",
    severity: "high",
    remediationSteps:
        "Add the subset to the host's DestinationRule before the route uses it, or correct its name.",
    settings: [],
    kinds: [virtualService, destinationRule],

    *check(_objects, _context, view) {
        for (const object of view.kind(virtualService)) {
            for (const route of routesOf(object)) {
                for (const { field, host } of destinationsOf(route, object)) {
                    for (const finding of host === undefined ? [] : judge(field, host, object, view)) {
                        yield { object, finding };
                    }
                }
            }
        }
    },
};

function* judge(destination: Field, host: string, object: PolicyObject, view: StackView): Iterable<Finding> {
    const subset = destination.at("subset");
    if (subset.isUnknown) {
        yield unseen(subset);
    }
    // Without any rule for the host in the stack, another one may have it.
    const rules = (view.once(subsetsByHost).get(host) ?? []).filter((each) =>
        isExportedBy(each.object, object.namespace ?? "default"),
    );
    const name = subset.text ?? "";
    const isThere = rules.some((each) => each.names === undefined || each.names.has(name));
    if (name !== "" && (rules.length > 0 || view.isWhole) && !isThere) {
        const message = `which no DestinationRule for ${host} has, so requests are answered 503`;
        yield violation(subset, message, "add it there, or correct its name");
    }
}

/** Subsets of each host; of a rule whose subsets are not known yet, undefined. */
function subsetsByHost(view: StackView) {
    const found = new Map<
        string,
        { object: (typeof rules)[number]; names: ReadonlySet<string> | undefined }[]
    >();
    const rules = view.kind(destinationRule);
    for (const object of rules) {
        const host = fullHost(object.root.at("spec", "host").text ?? "", object.namespace ?? "default");
        const names = object.root
            .at("spec", "subsets")
            .items()
            .map((each) => each.at("name"));
        const isHazy = object.partial || names.some((each) => each.isUnknown);
        found.set(host, [
            ...(found.get(host) ?? []),
            { object, names: isHazy ? undefined : new Set(names.map((each) => each.text ?? "")) },
        ]);
    }
    return found;
}
