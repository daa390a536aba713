import { type Clause, describeNeeds, type Need } from "../components/access";
import type { AccessReport, ReportedPair } from "./report";

/** Who may call whom, a sentence for each set of calls: `shop/orders may POST /charge on shop/payments:8080`. */
export function sentences({ pairs, openTo }: AccessReport): readonly string[] {
    return [
        ...pairs.flatMap(sentencesOf),
        ...openTo.map(({ to, because }) => `every workload may possibly call ${to} (${because.join("; ")})`),
    ];
}

/** The same of one pair; one of which nothing gets through is refused in so many words. */
export function sentencesOf(pair: ReportedPair): readonly string[] {
    const { grants, undecided, opaque, because } = pair;
    if (grants.length === 0 && undecided.length === 0) {
        return [
            `${callerOf(pair, [])} may call nothing on ${targetOf(pair)}: stopped by ${because.join("; ")}`,
        ];
    }
    return [
        ...grants.flatMap(({ needs, calls }) =>
            calls.map((clause) => `${callerOf(pair, needs)} may ${clauseInWords(clause, pair)}`),
        ),
        ...undecided.map(
            (clause) =>
                `${callerOf(pair, [])} may possibly ${clauseInWords(clause, pair)} (${opaque.join("; ")})`,
        ),
    ];
}

/** Why, object by object, for a pair that was asked for by name. */
export function reasonsOf({ because }: ReportedPair): readonly string[] {
    return because.map((each) => `  because of: ${each}`);
}

function callerOf({ way, from }: ReportedPair, needs: readonly Need[]): string {
    return `${way === "in" ? "anyone" : from}${describeNeeds(needs)}`;
}

function targetOf({ way, to, host }: Pick<ReportedPair, "way" | "to" | "host">): string {
    return way === "in" ? `${host} (${to})` : to === "outside" ? "any host outside" : to;
}

/** A clause of calls that follows `may`. */
export function clauseInWords(
    { port, methods, exceptMethods, paths, pathsInWords }: Clause,
    pair: Pick<ReportedPair, "way" | "to" | "host">,
): string {
    const where = pair.way === "in" || port === undefined ? targetOf(pair) : `${targetOf(pair)}:${port}`;
    if (methods !== undefined) {
        return `${listed(methods)} ${pathsInWords} on ${where}`;
    }
    if (exceptMethods === undefined && pathsInWords === "any path" && paths?.join() !== "") {
        return pair.way === "out" ? `connect to ${where}` : `call anything on ${where}`;
    }
    const except = exceptMethods === undefined ? "" : ` but ${listed(exceptMethods)}`;
    return `use any method${except} on ${pathsInWords} of ${where}`;
}

export function listed(words: readonly string[]): string {
    return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
