import type { PageData } from "../view/pageData";
import { element } from "./element";

const policy = /^(allowed|denied|delegated) by /;

/** The objects that let it through, policy first, each with whose it is and, behind a change, its text. */
export function reasons(
    data: PageData,
    numbers: readonly number[],
    when: "before" | "after",
): readonly Node[] {
    const isPolicy = (each: number): boolean => policy.test(data.texts[each] ?? "");
    const sorted = [...new Set(numbers)].sort(
        (left, right) => Number(isPolicy(right)) - Number(isPolicy(left)),
    );
    const items = sorted.map((number) => {
        const object = (when === "before" ? data.objectsBefore[number] : undefined) ?? data.objects[number];
        const words = [
            ...(object?.owners === undefined ? [] : [`owners: ${object.owners}`]),
            ...(object?.says ?? []),
        ];
        return element(
            "li",
            {},
            // Only an AuthorizationPolicy is named without its kind.
            (data.texts[number] ?? "").replace(policy, "$1 by AuthorizationPolicy "),
            ...(words.length === 0 ? [] : [element("span", { class: "faint" }, ` (${words.join("; ")})`)]),
            ...(object?.yaml === undefined
                ? []
                : [
                      element(
                          "details",
                          // The rule that lets it through is what a reader came for.
                          /rules\[/.test(data.texts[number] ?? "") ? { open: "" } : {},
                          element("summary", {}, "its text"),
                          element("pre", {}, object.yaml),
                      ),
                  ]),
        );
    });
    return items.length === 0
        ? []
        : [element("p", { class: "faint" }, "let through by"), element("ul", { class: "reasons" }, ...items)];
}

/** Where in the catalogue somebody asked for it: what a policy is made of, and where it is changed. */
export function requirements(data: PageData, asked: readonly number[]): readonly Node[] {
    if (!data.hasCatalogue) {
        return [
            element(
                "p",
                { class: "faint" },
                "Which entry of the catalogue asks for it is told where stack files are compared.",
            ),
        ];
    }
    return asked.length === 0
        ? [element("p", { class: "faint" }, "No entry of the catalogue asks for it.")]
        : [
              element("p", { class: "faint" }, "asked for by"),
              element(
                  "ul",
                  { class: "asked" },
                  ...asked.map((each) => {
                      const [, place = "", says = ""] =
                          /^(.*?)(?:: (.*))?$/s.exec(data.texts[each] ?? "") ?? [];
                      return element(
                          "li",
                          {},
                          element("b", {}, place),
                          ...(says === "" ? [] : [element("pre", {}, says)]),
                      );
                  }),
              ),
          ];
}
