import { type Cell, cellKey, type Line, type Matrix, matrixOf, mostLines } from "../view/matrixOf";
import type { PageData } from "../view/pageData";
import { button, byId, element } from "./element";
import { isFilteredOtherwise, type State, type Store } from "./state";
import type { Visible } from "./visible";

/** Callers down, callees across. Built when it is first looked at, since most readers never get here. */
export function matrix(data: PageData, store: Store, visible: (state: State) => Visible): void {
    const place = byId("matrix-table", HTMLElement);
    let isSeen = false;
    let page = { row: 0, column: 0 };
    const show = (): void => {
        if (isSeen) {
            const built = matrixOf(data, visible(store.get()).found);
            const turn = (next: typeof page): void => {
                page = next;
                show();
            };
            place.replaceChildren(...pager(built, page, turn), tableOf(store, built, page));
        }
    };
    new IntersectionObserver(
        (entries) => {
            if (!isSeen && entries.some(({ isIntersecting }) => isIntersecting)) {
                isSeen = true;
                show();
            }
        },
        { rootMargin: "200px" },
    ).observe(place);
    addEventListener("beforeprint", () => {
        isSeen = true;
        show();
    });
    store.follow((state, before) => {
        if (isFilteredOtherwise(state, before)) {
            page = { row: 0, column: 0 };
            show();
        }
    });
}

const order = ["opens", "closes", "changes"] as const;
const words = { opens: "open", closes: "close", changes: "change" } as const;
const marks = { opens: "+", closes: "−", changes: "~", same: "•" } as const;

type Page = { readonly row: number; readonly column: number };

function pager({ rows, columns }: Matrix, page: Page, turn: (page: Page) => void): readonly Node[] {
    const one = (
        what: string,
        at: number,
        all: readonly Line[],
        to: (next: number) => Page,
    ): readonly Node[] =>
        all.length <= mostLines
            ? []
            : [
                  element(
                      "p",
                      { class: "pager" },
                      `${what} ${at + 1} to ${Math.min(all.length, at + mostLines)} of ${all.length} `,
                      ...(at > 0 ? [button(`${what} before`, {}, () => turn(to(at - mostLines)))] : []),
                      ...(at + mostLines < all.length
                          ? [button(`${what} after`, {}, () => turn(to(at + mostLines)))]
                          : []),
                  ),
              ];
    return [
        ...one("Callers", page.row, rows, (row) => ({ ...page, row })),
        ...one("Callees", page.column, columns, (column) => ({ ...page, column })),
    ];
}

function tableOf(store: Store, built: Matrix, page: Page): HTMLElement {
    const rows = built.rows.slice(page.row, page.row + mostLines);
    const columns = built.columns.slice(page.column, page.column + mostLines);
    if (rows.length === 0) {
        return element("p", {}, "Nobody asked about calls anybody asked about.");
    }
    const what = built.isByGroup ? "namespace; the numbers are pairs" : "workload";
    return element(
        "table",
        { class: "matrix" },
        element("caption", {}, `Callers down, callees across, by ${what}.`),
        element(
            "thead",
            {},
            element(
                "tr",
                {},
                element("td"),
                ...columns.map(({ name }) =>
                    element("th", { scope: "col", title: name }, element("span", {}, ...inLines(name))),
                ),
            ),
        ),
        element(
            "tbody",
            {},
            ...rows.map((row) =>
                element(
                    "tr",
                    {},
                    element("th", { scope: "row" }, row.name),
                    ...columns.map((column) =>
                        cellOf(
                            store,
                            built,
                            row,
                            column,
                            built.cells.get(cellKey(row.number, column.number)),
                        ),
                    ),
                ),
            ),
        ),
    );
}

/** Namespace and name below each other: side by side the second, which tells columns apart, would be cut off. */
function inLines(name: string): readonly (Node | string)[] {
    const [namespace = "", own] = name.split(/(?<=\/)/);
    return own === undefined ? [name] : [element("small", {}, namespace), element("br"), own];
}

function cellOf(
    store: Store,
    { isByGroup }: Matrix,
    row: Line,
    column: Line,
    cell: Cell | undefined,
): HTMLElement {
    if (cell === undefined) {
        return element("td");
    }
    const effect = order.find((each) => cell.effects[each] > 0);
    const [first] = cell.edges;
    const mark = isByGroup ? String(cell.edges.length) : marks[effect ?? "same"];
    const label = `${row.name} to ${column.name}: ${inWords(cell)}`;
    const open = button(mark, { "aria-label": label, title: label }, () =>
        isByGroup || first === undefined
            ? store.set({ only: cell.edges, selected: undefined })
            : store.set({ selected: { edge: first } }),
    );
    return element("td", effect === undefined ? {} : { "data-effect": effect }, open);
}

function inWords({ edges, effects }: Cell): string {
    const told = order
        .filter((each) => effects[each] > 0)
        .map((each) => `${effects[each]} ${effects[each] === 1 ? each : words[each]}`);
    return [`${edges.length} ${edges.length === 1 ? "pair" : "pairs"}`, ...told].join(", ");
}
