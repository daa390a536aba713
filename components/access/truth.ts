/** Whether something holds, as far as it can be read. */
export type Truth = "yes" | "no" | "maybe";

export function allOf(truths: readonly Truth[]): Truth {
    return truths.includes("no") ? "no" : truths.includes("maybe") ? "maybe" : "yes";
}

/** No alternatives at all: none of them holds. */
export function anyTruth(truths: readonly Truth[]): Truth {
    return truths.includes("yes") ? "yes" : truths.includes("maybe") ? "maybe" : "no";
}

export function opposite(truth: Truth): Truth {
    return truth === "maybe" ? "maybe" : truth === "yes" ? "no" : "yes";
}

/** `undefined` is what could not be told. */
export function truthOf(value: boolean | undefined): Truth {
    return value === undefined ? "maybe" : value ? "yes" : "no";
}
