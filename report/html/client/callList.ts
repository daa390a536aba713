import { effectOf, nodeName } from "../view/filter";
import type { PageData, PageEdge } from "../view/pageData";
import { button, byId, element } from "./element";
import { isFilteredOtherwise, type State, type Store } from "./state";
import type { Visible } from "./visible";

const atOnce = 50;

/** The picture as a table: the same calls, to be read, heard and walked through with keys. */
export function callList(data: PageData, store: Store, visible: (state: State) => Visible): void {
    const rows = byId("calls", HTMLElement);
    const more = byId("more-calls", HTMLButtonElement);
    const count = byId("calls-count", HTMLElement);
    let most = atOnce;
    const show = (from: number): void => {
        const state = store.get();
        const { found } = visible(state);
        const added = found.slice(from, most).map((number) => row(data, store, number));
        if (from === 0) {
            rows.replaceChildren(...added);
        } else {
            rows.append(...added);
            added[0]?.querySelector("button")?.focus();
        }
        more.hidden = found.length <= most;
        more.textContent = `Show ${Math.min(atOnce, found.length - most)} more`;
        count.textContent = countOf(data, state, found);
    };
    more.addEventListener("click", () => {
        most += atOnce;
        show(most - atOnce);
    });
    store.follow((state, before) => {
        if (isFilteredOtherwise(state, before)) {
            most = atOnce;
            show(0);
        }
    });
}

function row(data: PageData, store: Store, number: number): HTMLElement {
    const edge = data.edges[number];
    if (edge === undefined) {
        return element("tr");
    }
    const [from, to] = [nodeName(data, edge.from), nodeName(data, edge.to)];
    const open = button(`${from} → ${to}`, { "data-edge": String(number) }, () =>
        store.set({ selected: { edge: number } }),
    );
    const effect = effectOf(edge);
    return element(
        "tr",
        effect === undefined ? {} : { "data-effect": effect },
        element("th", { scope: "row" }, open),
        element("td", {}, effect ?? "stays"),
        element("td", {}, callsOf(data, edge, store.get())),
    );
}

/** What passes on the side that is looked at; of a difference, what is after it or was before it. */
function callsOf(data: PageData, { before, after, changes }: PageEdge, { side }: State): string {
    const terms = data.terms[(side === "before" ? before : (after ?? before)) ?? -1];
    const texts = [
        ...(terms?.calls ?? []).map((each) => data.texts[each] ?? ""),
        ...(terms?.possible ?? []).map((each) => `possibly ${data.texts[each]}`),
    ];
    return texts.length > 0
        ? texts.join("; ")
        : (changes ?? []).map(({ text }) => data.texts[text]).join("; ");
}

function countOf(data: PageData, { side }: State, found: readonly number[]): string {
    const changed = found.filter((each) => data.edges[each]?.changes !== undefined).length;
    const pairs = `${found.length} ${found.length === 1 ? "pair" : "pairs"}`;
    const when = side === "before" ? " before" : side === "after" ? " after" : "";
    return `${pairs} of caller and callee${when}, of which ${changed} ${changed === 1 ? "changes" : "change"}.`;
}
