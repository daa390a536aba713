import { listed } from "../../../accessReport/sentences";
import { type Clause, describeNeeds, type Need } from "../../../components/access";

/** Calls without their ends, which a page shows beside them: `GET and HEAD /reports/*, port 8080, with a token …`. */
export function callInWords(clause: Clause, needs: readonly Need[]): string {
    const { port, methods, exceptMethods, pathsInWords, paths } = clause;
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
    const what = isAnything ? "anything" : `${method} ${pathsInWords}`;
    return `${what}${port === undefined ? "" : `, port ${port}`}${describeNeeds(needs)}`;
}
