import { load } from "js-yaml";
import type { Manifest } from "../../components/istio/types";
import { compare } from "../../report/compare";
import { readStack } from "../../report/read/stack";
import type { Side } from "../../report/side";
import { withEdits } from "./pairs/applyEdits";

/** The small stack of the pairs, whose objects are edited as no catalogue would. */
export const smallStack: Side = withEdits([], (stack) => {
    const side = readStack(stack, "2026-11-28");
    if (!side.ok) {
        throw new Error(JSON.stringify(side.problems));
    }
    return side.value;
});

/** The same with more objects, as YAML each. */
export function withMore(...texts: readonly string[]): Side {
    return { ...smallStack, objects: [...smallStack.objects, ...texts.map(objectIn)] };
}

/** The same where one object is another, or gone where `edit` gives none. */
export function withOther(
    title: string,
    edit: (object: Manifest) => Manifest | undefined,
    side: Side = smallStack,
): Side {
    const [kind, place = ""] = title.split(" ");
    const isMeant = ({ kind: own, metadata: { namespace, name } }: Manifest): boolean =>
        own === kind && place === (namespace === undefined ? name : `${namespace}/${name}`);
    if (!side.objects.some(isMeant)) {
        throw new Error(`there is no ${title}`);
    }
    return {
        ...side,
        objects: side.objects.flatMap((each) => (isMeant(each) ? (edit(each) ?? []) : [each])),
    };
}

export function without(title: string, side: Side = smallStack): Side {
    return withOther(title, () => undefined, side);
}

/** The same where something stands otherwise in the text of an object's JSON. */
export function withText(title: string, from: string | RegExp, to: string, side: Side = smallStack): Side {
    return withOther(
        title,
        (object) => {
            const text = JSON.stringify(object);
            const other = text.replace(from, to);
            if (other === text) {
                throw new Error(`${title} does not say ${from}: ${text}`);
            }
            return JSON.parse(other) as Manifest;
        },
        side,
    );
}

export function objectIn(text: string): Manifest {
    return load(text) as Manifest;
}

/** Everything that is said of a step, with what it opens and closes marked. */
export function saidOf(before: Side, after: Side): readonly string[] {
    return compare(before, after).statements.map(
        ({ section, effect, sentence }) =>
            `${section}${effect === "changes" ? "" : ` ${effect}`}: ${sentence}`,
    );
}
