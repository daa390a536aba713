import { isMap } from "../../components/graph/shape";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The spec of a NetworkPolicy as every other that means the same would be written: Kubernetes fills in `policyTypes`,
 * reads a missing list as an empty one, and an expression with one value as a label.
 */
export function plainPolicy(spec: unknown): Fields {
    const { ingress, egress, policyTypes, ...others } = isMap(spec) ? spec : {};
    const types = Array.isArray(policyTypes)
        ? [...new Set(policyTypes)].sort()
        : isEmptyList(egress)
          ? ["Ingress"]
          : ["Egress", "Ingress"];
    return {
        ...Object.fromEntries(Object.entries(others).map(([key, each]) => [key, plainSelectors(each)])),
        policyTypes: types,
        ...(isEmptyList(ingress) ? {} : { ingress: plainSelectors(ingress) }),
        ...(isEmptyList(egress) ? {} : { egress: plainSelectors(egress) }),
    };
}

function isEmptyList(value: unknown): boolean {
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** A value with every selector in it written by labels as far as it can be. */
function plainSelectors(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(plainSelectors);
    }
    if (!isMap(value)) {
        return value;
    }
    const { matchExpressions, ...others } = value;
    const expressions: readonly unknown[] = Array.isArray(matchExpressions) ? matchExpressions : [];
    const labels = isMap(others["matchLabels"]) ? others["matchLabels"] : {};
    const single = expressions.flatMap((each) => labelIn(each, labels));
    const rest = expressions.filter((each) => labelIn(each, labels).length === 0);
    const matchLabels = { ...labels, ...Object.fromEntries(single) };
    return {
        ...Object.fromEntries(
            Object.entries(others)
                .filter(([key]) => key !== "matchLabels")
                .map(([key, each]) => [key, plainSelectors(each)]),
        ),
        ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
        ...(rest.length > 0 ? { matchExpressions: rest } : {}),
    };
}

/** What an expression says, where a label can say it: both have to hold, so none may ask for another value. */
function labelIn(expression: unknown, labels: Fields): readonly (readonly [string, string])[] {
    const { key, operator, values } = isMap(expression) ? expression : {};
    const [value, ...more] = Array.isArray(values) ? (values as readonly unknown[]) : [];
    return operator === "In" &&
        typeof key === "string" &&
        typeof value === "string" &&
        more.length === 0 &&
        (labels[key] ?? value) === value
        ? [[key, value]]
        : [];
}
