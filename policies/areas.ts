import type { Rule } from "./engine/rule";
import { rules } from "./rules";

export const areas = ["security", "traffic", "workload", "upgrade", "observability"] as const;
export type Area = (typeof areas)[number];

/** The area in a rule's name; two are named after the time when rules of the whole stack were one of their own. */
export function areaOf({ name }: Rule): string | undefined {
    const area = name.split("-")[1];
    return area === "stack" ? "security" : area;
}

/** The rules of the pack of an area. */
export function rulesOf(area: Area): readonly Rule[] {
    return rules.filter((rule) => areaOf(rule) === area);
}
