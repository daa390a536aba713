import type { AccessReport, ReportedPair } from "./report";

/** How text is made to stand out; each does nothing where colour is not wanted. */
export interface Style {
    readonly strong: (text: string) => string;
    readonly faint: (text: string) => string;
    readonly warning: (text: string) => string;
}

/** More columns than this do not fit a screen; then namespaces stand for their workloads. */
const widest = 40;

const legend = "x some calls, # all calls, c only on a condition (a token, …), ? not decided, . nothing";

/** Callers down, callees across, numbered; outside and hosts outside take part. Many are counted by namespace. */
export function matrix(report: AccessReport, style: Style): readonly string[] {
    const { pairs } = report;
    const callees = sortedIds(pairs.map(({ to }) => to));
    return pairs.length === 0
        ? []
        : callees.length <= widest
          ? grid(pairs, callees, style)
          : byNamespace(pairs, style);
}

function grid(pairs: readonly ReportedPair[], callees: readonly string[], style: Style): readonly string[] {
    const callers = sortedIds(pairs.map(({ from }) => from));
    const marks = new Map<string, string>();
    for (const pair of pairs) {
        const place = `${pair.from} ${pair.to}`;
        marks.set(place, stronger(marks.get(place) ?? ".", markOf(pair)));
    }
    const width = String(callees.length).length;
    const names = Math.max(...callers.map(({ length }) => length));
    const cell = (mark: string): string =>
        mark === "." ? style.faint(mark) : mark === "?" ? style.warning(mark) : style.strong(mark);
    const rows = callers.map((caller) => {
        const cells = callees.map((callee) => {
            const mark = marks.get(`${caller} ${callee}`) ?? ".";
            return " ".repeat(width) + cell(mark);
        });
        return `${caller.padEnd(names)}${cells.join("")}`;
    });
    const heads = callees.map((_, index) => String(index + 1).padStart(width + 1));
    const listed = callees.map((callee, index) => `  ${String(index + 1).padStart(width)} ${callee}`);
    return [" ".repeat(names) + heads.join(""), ...rows, style.faint(legend), "Columns", ...listed];
}

/** How many pairs there are between namespaces, those with the most first. */
function byNamespace(pairs: readonly ReportedPair[], style: Style): readonly string[] {
    const counts = new Map<string, number>();
    for (const { from, to } of pairs) {
        const place = `${placeOf(from)} to ${placeOf(to)}`;
        counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([left, a], [right, b]) => b - a || (left < right ? -1 : 1));
    const shown = sorted.slice(0, widest).map(([place, count]) => `${String(count).padStart(7)}  ${place}`);
    const left = sorted.length - shown.length;
    return [
        style.strong("Pairs by namespace"),
        ...shown,
        ...(left > 0 ? [style.faint(`        and ${left} more pairs of namespaces`)] : []),
    ];
}

function placeOf(id: string): string {
    return id.includes("/") ? id.slice(0, id.indexOf("/")) : id;
}

function markOf({ grants, undecided }: ReportedPair): string {
    const free = grants.filter(({ needs }) => needs.length === 0);
    if (
        free.some(({ calls }) =>
            calls.some((clause) => clause.port === undefined && clause.methods === undefined),
        )
    ) {
        return "#";
    }
    return free.length > 0 ? "x" : grants.length > 0 ? "c" : undecided.length > 0 ? "?" : ".";
}

function stronger(left: string, right: string): string {
    const order = ".?cx#";
    return order.indexOf(left) > order.indexOf(right) ? left : right;
}

/** Workloads by id, hosts and `outside` after them. */
function sortedIds(ids: readonly string[]): readonly string[] {
    const rank = (id: string): string => `${id.includes("/") ? 0 : 1} ${id}`;
    return [...new Set(ids)].sort((left, right) => (rank(left) < rank(right) ? -1 : 1));
}
