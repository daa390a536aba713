import { wordsOf } from "../view/filter";
import type { Effect, PageData } from "../view/pageData";
import { byId } from "./element";
import { isFilteredOtherwise, type Store } from "./state";

interface Sentence {
    readonly item: HTMLElement;
    readonly effect: string;
    readonly text: string;
    readonly edges: readonly number[];
}

/** Sentences stand in the page already; what is not asked for is hidden, and their buttons lead into the graph. */
export function sentences(data: PageData, store: Store): void {
    const place = byId("sentences", HTMLElement);
    const all = [...place.querySelectorAll<HTMLElement>("li[data-effect]")].map(
        (item): Sentence => ({
            item,
            effect: item.dataset["effect"] ?? "",
            text: item.textContent.toLowerCase(),
            edges: (item.dataset["edges"] ?? "")
                .split(" ")
                .filter((each) => each !== "")
                .map(Number),
        }),
    );
    const parts = [...place.querySelectorAll<HTMLElement>("section")];
    const count = byId("found", HTMLElement);
    for (const { item, edges } of all) {
        item.querySelector<HTMLElement>("button.show")?.addEventListener("click", () => {
            store.set({ only: edges, side: "difference", selected: undefined });
            byId("graph", HTMLElement).scrollIntoView();
            byId("picture", HTMLElement).focus({ preventScroll: true });
        });
    }
    store.follow((state, before) => {
        if (!isFilteredOtherwise(state, before)) {
            return;
        }
        const words = wordsOf(state.query);
        let shown = 0;
        for (const { item, effect, text, edges } of all) {
            const inGroup =
                state.group === undefined ||
                (edges.length === 0 && text.includes(data.groups[state.group]?.name ?? "")) ||
                edges.some((each) => groupsOf(data, each).includes(state.group ?? -1));
            item.hidden =
                !state.effects.has(effect as Effect) ||
                !inGroup ||
                !words.every((word) => text.includes(word));
            shown += item.hidden ? 0 : 1;
        }
        for (const part of parts) {
            part.hidden = part.querySelector("li[data-effect]:not([hidden])") === null;
        }
        byId("no-sentence", HTMLElement).hidden = shown > 0 || all.length === 0;
        count.textContent =
            shown === all.length ? "" : `${shown} of ${all.length} sentences fit what is asked for.`;
    });
}

function groupsOf(data: PageData, edge: number): readonly number[] {
    const { from, to } = data.edges[edge] ?? { from: -1, to: -1 };
    return [from, to].flatMap((each) => data.nodes[each]?.group ?? []);
}
