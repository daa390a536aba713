/**
 * The nodes of a graph in groups that reach each other, each group after every group it leads to (Tarjan); within a
 * group in the order they were found. Written without recursion: a chain of ten thousand calls is deeper than the
 * stack.
 */
export function circlesOf(
    nodes: readonly string[],
    next: (node: string) => readonly string[],
): readonly (readonly string[])[] {
    const search = new Search(next);
    for (const node of nodes) {
        search.from(node);
    }
    return search.groups;
}

interface Step {
    readonly node: string;
    readonly rest: readonly string[];
    at: number;
}

class Search {
    readonly groups: string[][] = [];
    readonly #next: (node: string) => readonly string[];
    readonly #found = new Map<string, number>();
    /** The earliest node still open that each one reaches. */
    readonly #low = new Map<string, number>();
    readonly #open: string[] = [];
    readonly #isOpen = new Set<string>();

    constructor(next: (node: string) => readonly string[]) {
        this.#next = next;
    }

    from(start: string): void {
        const walk = this.#found.has(start) ? [] : [this.#enter(start)];
        for (let here = walk.at(-1); here !== undefined; here = walk.at(-1)) {
            const to = here.rest[here.at++];
            if (to === undefined) {
                walk.pop();
                this.#leave(here.node, walk.at(-1)?.node);
            } else if (!this.#found.has(to)) {
                walk.push(this.#enter(to));
            } else if (this.#isOpen.has(to)) {
                this.#lower(here.node, this.#found.get(to) ?? 0);
            }
        }
    }

    #enter(node: string): Step {
        this.#low.set(node, this.#found.size);
        this.#found.set(node, this.#found.size);
        this.#open.push(node);
        this.#isOpen.add(node);
        return { node, rest: this.#next(node), at: 0 };
    }

    #leave(node: string, above: string | undefined): void {
        const low = this.#low.get(node) ?? 0;
        if (above !== undefined) {
            this.#lower(above, low);
        }
        if (low === this.#found.get(node)) {
            const group = this.#open.splice(this.#open.lastIndexOf(node));
            for (const each of group) {
                this.#isOpen.delete(each);
            }
            this.groups.push(group);
        }
    }

    #lower(node: string, value: number): void {
        this.#low.set(node, Math.min(this.#low.get(node) ?? value, value));
    }
}
