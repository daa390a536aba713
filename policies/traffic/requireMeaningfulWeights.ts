import { type Field, isEmpty } from "../engine/field";
import { isSame } from "../engine/matches";
import { routesOf, virtualService } from "../engine/routes";
import { called, type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

export const requireMeaningfulWeights: ObjectRule = {
    scope: "object",
    id: "G-18",
    ids: ["KIA1104", "KIA1105", "TIS1103"],
    name: "meshwright-traffic-require-meaningful-weights",
    displayName: "Require weights that divide something",
    description:
        "Weights must divide traffic between destinations that differ: one that stands alone gets everything, whatever its " +
        "weight says, and one that is there twice gets both shares.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Remove the weight of a single destination; give each host and subset one entry with its whole share.",
    settings: [],
    kinds: [virtualService],

    *check(object) {
        for (const { field } of routesOf(object)) {
            yield* judge(field.at("route").items());
        }
    },
};

function* judge(route: readonly Field[]): Iterable<Finding> {
    const [only] = route;
    const weight = only?.at("weight");
    if (route.length === 1 && weight?.isUnknown) {
        yield unproven(weight);
        return;
    }
    if (
        route.length === 1 &&
        weight !== undefined &&
        typeof weight.value === "number" &&
        weight.value !== 100
    ) {
        const message = "while it is the only destination, which gets everything";
        const finding = violation(weight, message, "remove it, or add the other destinations");
        yield called(finding, "KIA1104");
    }
    for (const [index, each] of route.entries()) {
        const destination = each.at("destination");
        const twin = route.slice(0, index).find((before) => isSame(before.at("destination"), destination));
        // The same host with other headers is another destination.
        if (twin !== undefined && !isEmpty(destination) && isEmpty(each.at("headers"))) {
            const fix = "give it one entry with its whole weight";
            yield called(violation(destination, `which ${twin} is already`, fix), "KIA1105", "TIS");
        }
    }
}
