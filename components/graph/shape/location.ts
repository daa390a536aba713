/** Where a value stands in what a user wrote, as keys and list positions from the top. */
export type Steps = readonly (string | number)[];

/** Turns steps into the path shown in a problem: with the file's name, or the stack's key prefix, in front. */
export type Place = (steps: Steps) => string;

/** `calls[2].service`; keys that are not plain words are quoted: `externals["auth.hwa.com"].port`. */
export function stepsText(steps: Steps): string {
    return steps.reduce<string>((text, step) => {
        if (typeof step === "number") {
            return `${text}[${step}]`;
        }
        if (!/^[A-Za-z0-9_-]+$/.test(step)) {
            return `${text}[${JSON.stringify(step.slice(0, 80))}]`;
        }
        return text === "" ? step : `${text}.${step}`;
    }, "");
}

/** `catalog/core.yaml: calls[2].service`. */
export function inFile(file: string): Place {
    return (steps) => (steps.length === 0 ? file : `${file}: ${stepsText(steps)}`);
}

/** `meshwright:namespaces.core.stage`: the key as it is written in a stack file. */
export const inStack: Place = (steps) =>
    steps.length === 0 ? "the stack's config" : `meshwright:${stepsText(steps)}`;
