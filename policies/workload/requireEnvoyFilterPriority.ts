import type { Field } from "../engine/field";
import { called, type Finding, type StackRule, unproven, violation } from "../engine/rule";

const relative = new Set(["REMOVE", "REPLACE", "INSERT_BEFORE", "INSERT_AFTER"]);
/** Of these istiod ignores REMOVE. */
const mergedOnly = new Set(["ROUTE_CONFIGURATION", "HTTP_ROUTE"]);
const replaceable = new Set(["HTTP_FILTER", "NETWORK_FILTER", "VIRTUAL_HOST"]);

export const requireEnvoyFilterPriority: StackRule = {
    scope: "stack",
    id: "E-13",
    ids: ["IST0151", "IST0155"],
    name: "meshwright-workload-require-envoy-filter-priority",
    displayName: "Require a priority of EnvoyFilters whose place matters",
    description:
        "An EnvoyFilter that inserts before or after something, replaces or removes it, must have a priority: without one " +
        "filters are applied in the order they were created in, and a filter of another may not be there yet.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Set spec.priority: below 0 before all without one, above 0 after them. INSERT_FIRST needs none.",
    settings: [],
    kinds: ["networking.istio.io/EnvoyFilter"],

    *check(_, __, view) {
        /** Filters that an earlier patch, of any EnvoyFilter, is for in some versions of the proxy. */
        const versioned = new Set<string>();
        for (const object of view.kind("networking.istio.io/EnvoyFilter")) {
            for (const finding of judge(object.root.at("spec"), versioned)) {
                yield { object, finding };
            }
        }
    },
};

function* judge(spec: Field, versioned: Set<string>): Iterable<Finding> {
    const priority = spec.at("priority");
    const isPlaced = !priority.isAbsent && !priority.isUnknown && priority.value !== 0;
    if (priority.isUnknown) {
        yield unproven(priority);
    }
    for (const patch of spec.at("configPatches").items()) {
        const operation = patch.at("patch", "operation");
        const filter = filterOf(patch);
        if (operation.isUnknown && !isPlaced) {
            yield* priority.isUnknown ? [] : [unproven(operation)];
            return;
        }
        const isRelative = relative.has(operation.text ?? "") && !priority.isUnknown;
        if (isRelative && !isPlaced && !isIgnored(patch.at("applyTo").text, operation.text)) {
            const message = `so what ${operation.text} refers to may come after it`;
            const finding = violation(priority, message, "set it to a number other than 0");
            yield called(finding, versioned.has(filter) ? "IST0155" : "IST0151");
        }
        if ((patch.at("match", "proxy", "proxyVersion").text ?? "") !== "") {
            versioned.add(filter);
        }
    }
}

/** A patch that does nothing has no place either. */
function isIgnored(target = "", operation = ""): boolean {
    return (
        (operation === "REMOVE" && mergedOnly.has(target)) ||
        (operation === "REPLACE" && !replaceable.has(target))
    );
}

/** What a patch puts in, or where. */
function filterOf(patch: Field): string {
    return (
        patch.at("patch", "value", "name").text ??
        patch.at("match", "listener", "filterChain", "filter", "name").text ??
        ""
    );
}
