import type { Ends } from "../../calls/relations";
import type { Side } from "../../side";
import type { PageEdge } from "../view/pageData";
import type { TextTable } from "./textTable";

/**
 * The entries that ask for calls on either side: all in full where a change is or the mesh is not large, else where the
 * first of them stands, which is the caller's own; all of a large mesh would be half of its page.
 */
export function asking(
    before: Side,
    after: Side,
    isSmall: boolean,
    table: TextTable,
): (ends: Ends, isChanged: boolean) => Pick<PageEdge, "asked" | "askedBefore"> {
    return (ends, isChanged) => {
        const [was, is] = [before, after].map(({ requirementsOf }) => {
            const all = requirementsOf?.(ends) ?? [];
            return isSmall || isChanged
                ? all.map(({ place, says }) => `${place}: ${says}`)
                : all.slice(0, 1).map(({ place }) => place);
        }) as [string[], string[]];
        const isOther = was.join("\n") !== is.join("\n");
        return {
            ...(is.length === 0 ? {} : { asked: table.addAll(is) }),
            ...(isOther ? { askedBefore: table.addAll(was) } : {}),
        };
    };
}
