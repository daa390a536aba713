import { type Problem, problem } from "../problems";
import { didYouMean } from "../suggestion";
import { shown } from "./shape/shown";

/** Collects what the rules find, in the order they find it. */
export class Report {
    readonly problems: Problem[] = [];
    readonly #unreadable = new Set<string>();
    #misnamed = false;
    /** Comparing every unknown name with every known one would be quadratic, so suggestions stop at some point. */
    #comparisonsLeft = 200_000;

    /** Takes over the problems of a shape, and the paths that could not be read. */
    shape(problems: readonly Problem[], removed: ReadonlySet<string>): void {
        this.problems.push(...problems);
        for (const path of removed) {
            this.#unreadable.add(path);
        }
    }

    /**
     * True when every part of the catalogue could be read and no name leads nowhere: only then does anything follow
     * from an absence, for what seems to be unused may be what a misspelt name meant.
     */
    get whole(): boolean {
        return this.#unreadable.size === 0 && !this.#misnamed;
    }

    /** True when there is something at this path that could not be read, so nothing follows from its absence. */
    isUnreadable(path: string): boolean {
        return this.#unreadable.has(path);
    }

    /** What a shape problem at the same path already covers is not said again in other words. */
    error(code: string, path: string, message: string): void {
        if (this.#unreadable.has(path)) {
            return;
        }
        this.problems.push(problem(code, path, message));
    }

    warning(code: string, path: string, message: string): void {
        this.problems.push({ ...problem(code, path, message), severity: "warning" });
    }

    /** `unknown store "redi" (did you mean "redis"?); known: kafka, redis`. */
    unknown(kind: string, path: string, name: string, known: ReadonlySet<string>): void {
        this.#misnamed = true;
        let suggestion = "";
        if (known.size <= this.#comparisonsLeft) {
            this.#comparisonsLeft -= known.size;
            suggestion = didYouMean(name.slice(0, 200), known);
        }
        const what = kind === "external" ? "external host" : kind.replaceAll("-", " ");
        this.error(`unknown-${kind}`, path, `unknown ${what} ${shown(name)}${suggestion}; ${listed(known)}`);
    }
}

function listed(known: ReadonlySet<string>): string {
    if (known.size === 0) {
        return "none is declared";
    }
    return known.size > 8 ? `${known.size} are known` : `known: ${[...known].sort().join(", ")}`;
}
