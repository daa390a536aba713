import { type ObjectRule, unproven, violation } from "../engine/rule";

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
        for (const patch of root.at("spec", "configPatches").items()) {
            const operation = patch.at("patch", "operation");
            if (operation.isUnknown) {
                yield unproven(operation);
                return;
            }
            const target = patch.at("applyTo").text ?? "";
            // A patch that does nothing has no place either.
            const ignored =
                (operation.text === "REMOVE" && mergedOnly.has(target)) ||
                (operation.text === "REPLACE" && !replaceable.has(target));
            if (relative.has(operation.text ?? "") && !ignored) {
                yield violation(
                    priority,
                    `so what ${operation.text} refers to may come after it`,
                    "set it to a number other than 0",
                );
                return;
            }
        }
    },
};
