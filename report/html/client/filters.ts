import type { Extent, ShownSide } from "../view/filter";
import type { Effect, PageData } from "../view/pageData";
import { byId, element } from "./element";
import type { Store } from "./state";

/** The controls over everything below them. */
export function filters(data: PageData, store: Store): void {
    const search = byId("query", HTMLInputElement);
    const group = byId("namespace", HTMLSelectElement);
    const extent = byId("extent", HTMLSelectElement);
    const form = byId("filters", HTMLFormElement);
    for (const [number, { name }] of data.groups.entries()) {
        group.append(element("option", { value: String(number) }, name));
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    search.addEventListener("input", () => store.set({ query: search.value }));
    group.addEventListener("change", () =>
        store.set({ group: group.value === "" ? undefined : Number(group.value), only: undefined }),
    );
    extent.addEventListener("change", () => store.set({ extent: extent.value as Extent, only: undefined }));
    const boxes = [...form.querySelectorAll<HTMLInputElement>("input[name=effect]")];
    for (const box of boxes) {
        box.addEventListener("change", () =>
            store.set({
                effects: new Set(boxes.filter((each) => each.checked).map((each) => each.value as Effect)),
            }),
        );
    }
    const sides = [...document.querySelectorAll<HTMLInputElement>("input[name=side]")];
    for (const side of sides) {
        side.addEventListener("change", () => store.set({ side: side.value as ShownSide }));
    }
    byId("all-again", HTMLButtonElement).addEventListener("click", () => {
        store.set({
            query: "",
            group: undefined,
            only: undefined,
            effects: new Set(["opens", "closes", "changes"]),
        });
        search.focus();
    });
    store.follow((state) => {
        search.value = state.query;
        group.value = state.group === undefined ? "" : String(state.group);
        extent.value = state.extent;
        for (const box of boxes) {
            box.checked = state.effects.has(box.value as Effect);
        }
        for (const side of sides) {
            side.checked = side.value === state.side;
        }
        byId("only", HTMLElement).hidden = state.only === undefined;
    });
    byId("not-only", HTMLButtonElement).addEventListener("click", () => {
        store.set({ only: undefined });
        byId("picture", HTMLElement).focus();
    });
}
