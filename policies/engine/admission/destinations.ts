import { all, every, listAt } from "./cel";

/** What holds of every traffic policy of a DestinationRule: at the top and of subsets, for all ports and for one. */
export function inPolicies(holds: (policy: string) => string): string {
    const inPolicy = (policy: string) =>
        all(holds(policy), every(listAt(policy, "portLevelSettings"), "p", holds("p")));
    return all(
        inPolicy("object.?spec.?trafficPolicy"),
        every(listAt("object", "spec", "subsets"), "s", inPolicy("s.?trafficPolicy")),
    );
}
