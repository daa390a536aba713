import { listed } from "../../../accessReport/sentences";
import { type Clause, describeNeeds, type Need } from "../../../components/access";

/**
 * Calls without their ends, which a page shows beside them: `GET and HEAD /reports/*, port 8080, with a token …`. The same
 * on several ports is said once.
 */
export function callsInWords(clauses: readonly Clause[], needs: readonly Need[]): readonly string[] {
    const ports = new Map<string, number[]>();
    for (const clause of clauses) {
        const what = callInWords(clause);
        ports.set(what, [...(ports.get(what) ?? []), ...(clause.port === undefined ? [] : [clause.port])]);
    }
    return [...ports].map(([what, own]) => {
        const on =
            own.length === 0 ? "" : `, ${own.length === 1 ? "port" : "ports"} ${listed(own.map(String))}`;
        return `${what}${on}${describeNeeds(needs)}`;
    });
}

function callInWords({ methods, exceptMethods, pathsInWords, paths }: Clause): string {
    const isAnything =
        methods === undefined &&
        exceptMethods === undefined &&
        pathsInWords === "any path" &&
        paths?.join() !== "";
    const method =
        methods !== undefined
            ? listed(methods)
            : exceptMethods === undefined
              ? "any method on"
              : `any method but ${listed(exceptMethods)} on`;
    return isAnything ? "anything" : `${method} ${pathsInWords}`;
}
