/** Edges between things that have numbers from 0. */
export type Arrow = readonly [from: number, to: number];

/**
 * How far from the beginning each of `count` things stands when every arrow leads onwards. Things in a circle share a
 * rank, since none of them is first.
 */
export function ranks(count: number, arrows: readonly Arrow[]): readonly number[] {
    const next = neighbours(count, arrows);
    const circles = circlesOf(
        next,
        neighbours(
            count,
            arrows.map(([from, to]) => [to, from] as const),
        ),
    );
    const rank = new Array<number>(count).fill(0);
    // Whatever leads to a circle has a lower number than the circle.
    const members = [...next.keys()].sort((left, right) => (circles[left] ?? 0) - (circles[right] ?? 0));
    for (const from of members) {
        const own = circles[from] ?? 0;
        for (const to of next[from] ?? []) {
            const other = circles[to] ?? 0;
            if (other !== own) {
                rank[other] = Math.max(rank[other] ?? 0, (rank[own] ?? 0) + 1);
            }
        }
    }
    return circles.map((each) => rank[each] ?? 0);
}

function neighbours(count: number, arrows: readonly Arrow[]): readonly (readonly number[])[] {
    const next = Array.from({ length: count }, (): number[] => []);
    for (const [from, to] of arrows) {
        next[from]?.push(to);
    }
    return next;
}

/** Kosaraju's strongly connected components, numbered from those that nothing leads to. */
function circlesOf(
    next: readonly (readonly number[])[],
    previous: readonly (readonly number[])[],
): readonly number[] {
    const finished: number[] = [];
    const seen = new Set<number>();
    for (const start of next.keys()) {
        finished.push(...leavingOrder(start, next, seen));
    }
    const circles = new Array<number>(next.length).fill(0);
    const taken = new Set<number>();
    let circle = 0;
    for (const start of finished.reverse()) {
        const members = leavingOrder(start, previous, taken);
        for (const member of members) {
            circles[member] = circle;
        }
        circle += members.length > 0 ? 1 : 0;
    }
    return circles;
}

/** Everything new that can be reached, in the order in which it is left; no recursion, since chains can be long. */
function leavingOrder(start: number, next: readonly (readonly number[])[], seen: Set<number>): number[] {
    const left: number[] = [];
    const path: { readonly at: number; edge: number }[] = [];
    const enter = (at: number): void => {
        if (!seen.has(at)) {
            seen.add(at);
            path.push({ at, edge: 0 });
        }
    };
    enter(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
        const to = next[step.at]?.[step.edge++];
        if (to === undefined) {
            left.push(step.at);
            path.pop();
        } else {
            enter(to);
        }
    }
    return left;
}
