import { type Problem, problem } from "../problems";
import { didYouMean } from "../suggestion";
import { shown } from "./shape/shown";

/** Collects what the rules find, in the order they find it. */
export class Report {
    readonly problems: Problem[] = [];
    /** Comparing every unknown name with every known one would be quadratic, so suggestions stop at some point. */
    #comparisonsLeft = 200_000;

    error(code: string, path: string, message: string): void {
        this.problems.push(problem(code, path, message));
    }

    warning(code: string, path: string, message: string): void {
        this.problems.push({ ...problem(code, path, message), severity: "warning" });
    }

    /** `unknown store "redi" (did you mean "redis"?); known: kafka, redis`. */
    unknown(kind: string, path: string, name: string, known: ReadonlySet<string>): void {
        let suggestion = "";
        if (known.size <= this.#comparisonsLeft) {
            this.#comparisonsLeft -= known.size;
            suggestion = didYouMean(name.slice(0, 200), known);
        }
        this.error(
            `unknown-${kind}`,
            path,
            `unknown ${kind} ${shown(name)}${suggestion}; ${listed(kind, known)}`,
        );
    }
}

function listed(kind: string, known: ReadonlySet<string>): string {
    if (known.size === 0) {
        return `no ${kind} is declared there`;
    }
    return known.size > 8 ? `${known.size} are known` : `known: ${[...known].sort().join(", ")}`;
}
