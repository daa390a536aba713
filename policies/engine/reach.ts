import type { Field } from "./field";

/** How much a condition lets through: everything, only some, or not known. */
export type Reach = "all" | "some" | Field;

/** One of them suffices. */
export function anyOf(reaches: readonly Reach[]): Reach {
    return pick(reaches, "all") ?? "some";
}

/** All of them must hold; no condition at all lets everything through. */
export function allOf(reaches: readonly Reach[]): Reach {
    return pick(reaches, "some") ?? "all";
}

/** The deciding word if anyone says it, else an unknown if there is one. */
function pick(reaches: readonly Reach[], deciding: "all" | "some"): Reach | undefined {
    return reaches.includes(deciding) ? deciding : reaches.find((each) => typeof each !== "string");
}
