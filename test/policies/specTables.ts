import type { Rule } from "../../policies/engine/rule";
import type { Props } from "./crossguard";
import { judges } from "./tables";

type Told = readonly [title: string, spec: Props, words: string];
type Taken = readonly [title: string, spec: Props];

/** Specs of one kind, and what is said of each after its name. */
export function judgesSpecs(
    rule: Rule,
    kind: string,
    accepts: readonly Taken[],
    refuses: readonly Told[],
): void {
    const object = (spec: Props): Props => ({
        apiVersion: `${kind === "Telemetry" ? "telemetry" : "networking"}.istio.io/v1`,
        kind,
        metadata: { name: "mine", namespace: "core" },
        spec,
    });
    const level = rule.advisory ? "advisory" : "mandatory";
    judges(rule, {
        accepts: accepts.map(([title, spec]) => [title, object(spec)]),
        refuses: refuses.map(([title, spec, words]) => [
            title,
            object(spec),
            [`${words.includes("cannot be proven") ? "advisory" : level}: ${kind} core/mine: ${words}`],
        ]),
    });
}
