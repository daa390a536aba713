import { nodeName } from "../view/filter";
import type { PageData, PageEdge } from "../view/pageData";
import { button, byId, element } from "./element";
import { reasons, requirements } from "./reasons";
import type { Selected, Store } from "./state";

/** What is selected, in full, beside everything else; the focus goes there and comes back. */
export function details(data: PageData, store: Store): void {
    const place = byId("details", HTMLElement);
    let opener: HTMLElement | undefined;
    const close = (): void => store.set({ selected: undefined });
    place.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
            close();
        }
    });
    store.follow(({ selected }, before) => {
        if (selected === before?.selected) {
            return;
        }
        if (selected === undefined) {
            const hadFocus = place.contains(document.activeElement);
            place.hidden = true;
            place.replaceChildren();
            if (hadFocus) {
                opener?.focus();
            }
            return;
        }
        if (!place.contains(document.activeElement) && document.activeElement instanceof HTMLElement) {
            opener = document.activeElement;
        }
        const heading = element("h2", { id: "details-title", tabindex: "-1" }, titleOf(data, selected));
        place.replaceChildren(
            element("div", { class: "bar" }, heading, button("Close", { class: "close" }, close)),
            ...("edge" in selected
                ? ofEdge(data, data.edges[selected.edge])
                : ofNode(data, selected.node, store)),
        );
        place.hidden = false;
        heading.focus({ preventScroll: true });
    });
}

function titleOf(data: PageData, selected: Selected): string {
    if ("node" in selected) {
        return nodeName(data, selected.node);
    }
    const { from, to } = data.edges[selected.edge] ?? { from: -1, to: -1 };
    return `${nodeName(data, from)} → ${nodeName(data, to)}`;
}

function ofEdge(data: PageData, edge: PageEdge | undefined): readonly Node[] {
    if (edge === undefined) {
        return [];
    }
    const { before, after, changes = [] } = edge;
    const changed = changes.map(({ effect, text }) =>
        element(
            "li",
            { "data-effect": effect },
            element("span", { class: "mark" }, effect),
            ` ${data.texts[text] ?? ""}`,
        ),
    );
    const owners = [edge.from, edge.to].flatMap((each) => {
        const group = data.groups[data.nodes[each]?.group ?? -1];
        return group?.owners === undefined ? [] : [`${group.name} belongs to ${group.owners}`];
    });
    const { asked = [], askedBefore = asked } = edge;
    const sides =
        before === after && askedBefore === asked && changed.length === 0
            ? [element("h3", {}, "Before and after"), ...side(data, after, asked, "after")]
            : [
                  element("h3", {}, "Before"),
                  ...side(data, before, askedBefore, "before"),
                  element("h3", {}, "After"),
                  ...side(data, after, asked, "after"),
              ];
    return [
        ...(changed.length === 0
            ? [element("p", {}, "Nothing of this changes in meaning.")]
            : [element("ul", { class: "changes" }, ...changed)]),
        ...(owners.length === 0 ? [] : [element("p", { class: "faint" }, [...new Set(owners)].join("; "))]),
        ...(edge.policyOnly === true
            ? [
                  element("p", {}, "Only policy speaks of it: nothing else brings such a call there."),
                  ...reasons(
                      data,
                      changes.flatMap(({ because }) => because),
                      changes.every(({ effect }) => effect === "closes") ? "before" : "after",
                  ),
              ]
            : sides),
    ];
}

function side(
    data: PageData,
    number: number | undefined,
    asked: readonly number[],
    when: "before" | "after",
): readonly Node[] {
    const terms = data.terms[number ?? -1];
    if (terms === undefined) {
        return [element("p", {}, "No call passes.")];
    }
    const texts = (numbers: readonly number[]): readonly string[] =>
        numbers.map((each) => data.texts[each] ?? "");
    const possible = texts(terms.possible).map((each) => `possibly: ${each}`);
    return [
        element(
            "ul",
            { class: "passes" },
            ...[...texts(terms.calls), ...possible].map((each) => element("li", {}, each)),
        ),
        ...(terms.opaque.length === 0
            ? []
            : [element("p", {}, `Not decided, because ${texts(terms.opaque).join("; ")}`)]),
        ...requirements(data, asked),
        ...reasons(data, terms.because, when),
    ];
}

const mostListed = 200;

function ofNode(data: PageData, node: number, store: Store): readonly Node[] {
    const group = data.groups[data.nodes[node]?.group ?? -1];
    const open = data.openTo.find((each) => each.node === node);
    const listOf = (title: string, mine: "from" | "to", other: "from" | "to"): readonly Node[] => {
        const edges = [...data.edges.entries()].filter(([, edge]) => edge[mine] === node);
        const items = edges.slice(0, mostListed).map(([number, edge]) =>
            element(
                "li",
                {},
                button(nodeName(data, edge[other]), { class: "link" }, () =>
                    store.set({ selected: { edge: number } }),
                ),
            ),
        );
        const left = edges.length - items.length;
        return [
            element("h3", {}, `${title} (${edges.length})`),
            element("ul", {}, ...items, ...(left > 0 ? [element("li", {}, `and ${left} more`)] : [])),
        ];
    };
    return [
        ...(group?.owners === undefined
            ? []
            : [element("p", { class: "faint" }, `belongs to ${group.owners}`)]),
        ...(open === undefined
            ? []
            : [
                  element(
                      "p",
                      {},
                      `Every workload may possibly call it: ${open.because.map((each) => data.texts[each]).join("; ")}.`,
                  ),
              ]),
        ...listOf("Called by", "to", "from"),
        ...listOf("Calls", "from", "to"),
    ];
}
