import type { Field } from "../engine/field";
import { called, type ObjectRule, unproven, violation } from "../engine/rule";

const relative = new Set(["REMOVE", "REPLACE", "INSERT_BEFORE", "INSERT_AFTER"]);
/** Of these istiod ignores REMOVE. */
const mergedOnly = new Set(["ROUTE_CONFIGURATION", "HTTP_ROUTE"]);
const replaceable = new Set(["HTTP_FILTER", "NETWORK_FILTER", "VIRTUAL_HOST"]);

export const requireEnvoyFilterPriority: ObjectRule = {
    scope: "object",
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

    *check({ root }) {
        const priority = root.at("spec", "priority");
        if (priority.isUnknown) {
            yield unproven(priority);
            return;
        }
        if (!priority.isAbsent && priority.value !== 0) {
            return;
        }
        /** Filters that an earlier patch is for in some versions of the proxy. */
        const versioned = new Set<string>();
        for (const patch of root.at("spec", "configPatches").items()) {
            const operation = patch.at("patch", "operation");
            if (operation.isUnknown) {
                yield unproven(operation);
                return;
            }
            const filter = filterOf(patch);
            if (relative.has(operation.text ?? "") && !isIgnored(patch.at("applyTo").text, operation.text)) {
                const message = `so what ${operation.text} refers to may come after it`;
                const finding = violation(priority, message, "set it to a number other than 0");
                yield called(finding, versioned.has(filter) ? "IST0155" : "IST0151");
            }
            if ((patch.at("match", "proxy", "proxyVersion").text ?? "") !== "") {
                versioned.add(filter);
            }
        }
    },
};

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
