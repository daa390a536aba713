import type { Side } from "../../side";
import type { PageData, PageEdge, PageObject, PageTerms } from "../view/pageData";
import { objectReader } from "./pageObjects";

/** With more pairs than this the rules that let them through would be most of the page. */
export const withEveryRule = 2000;

/**
 * The objects that anything is because of; with their text those behind a change, and in a mesh that is not large every
 * rule that decides. The same rule of the same policy can say something else before and after.
 */
export function namedObjects(
    edges: readonly PageEdge[],
    terms: readonly PageTerms[],
    texts: readonly string[],
    before: Side,
    after: Side,
): Pick<PageData, "objects" | "objectsBefore"> {
    const [was, is] = [objectReader(before), objectReader(after)];
    const becauseOf = (numbers: readonly (number | undefined)[]): readonly number[] =>
        numbers.flatMap((each) => terms[each ?? -1]?.because ?? []);
    const changed = edges.filter(({ changes }) => changes !== undefined);
    const behindChange = new Set(
        changed.flatMap(({ changes = [], before: left, after: right }) => [
            ...changes.flatMap(({ because }) => because),
            ...becauseOf([left, right]),
        ]),
    );
    const named = new Set([...behindChange, ...terms.flatMap(({ because }) => because)]);
    const objects: Record<number, PageObject> = {};
    const objectsBefore: Record<number, PageObject> = {};
    for (const each of named) {
        const text = texts[each] ?? "";
        const isRule = edges.length <= withEveryRule && /^(allowed|denied|delegated) by /.test(text);
        const withText = isRule || behindChange.has(each);
        const [old, now] = [was(text, withText), is(text, withText)];
        const object = now ?? old;
        if (object !== undefined) {
            objects[each] = object;
        }
        if (old !== undefined && now !== undefined && behindChange.has(each) && old.yaml !== now.yaml) {
            objectsBefore[each] = old;
        }
    }
    return { objects, objectsBefore };
}
