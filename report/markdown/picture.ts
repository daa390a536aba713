import type { Clause } from "../../components/access";
import type { CallChange } from "../calls/callChanges";
import type { ChangeReport } from "../changeReport";

/** More edges than this are a ball of wool. */
const most = 40;

/** Of a label; a path can be as long as anybody makes it. */
const longest = 120;

const arrows = { more: "==>", less: "-.->", other: "-->" } as const;

/** A mermaid graph of the pairs whose calls change: thick what opens, dotted what closes; nothing where none do. */
export function picture({ calls }: ChangeReport): string | undefined {
    const edges = new Map<string, CallChange[]>();
    for (const change of calls.filter(({ layer }) => layer === "reach")) {
        const key = JSON.stringify([change.way === "in" ? `outside:${change.host}` : change.from, change.to]);
        edges.set(key, [...(edges.get(key) ?? []), change]);
    }
    if (edges.size === 0 || edges.size > most) {
        return undefined;
    }
    const ids = new Map<string, string>();
    const nodes: string[] = [];
    const idOf = (name: string): string => {
        const known = ids.get(name);
        if (known !== undefined) {
            return known;
        }
        const id = `n${ids.size}`;
        ids.set(name, id);
        const label = name.startsWith("outside:") ? `anyone, by ${name.slice("outside:".length)}` : name;
        nodes.push(`    ${id}${shaped(name, quoted(label))}`);
        return id;
    };
    const lines = [...edges.values()].map((changes) => {
        const [{ way, from, host, to } = { way: "mesh", from: "", to: "" } as CallChange] = changes;
        const caller = idOf(way === "in" ? `outside:${host}` : from);
        return `    ${caller} ${arrows[directionOf(changes)]}|${quoted(labelOf(changes))}| ${idOf(to)}`;
    });
    return ["graph LR", ...nodes, ...lines].join("\n");
}

function shaped(name: string, label: string): string {
    return name.startsWith("outside:") || !name.includes("/") ? `([${label}])` : `[${label}]`;
}

function directionOf(changes: readonly CallChange[]): keyof typeof arrows {
    const has = (...kinds: readonly CallChange["kind"][]): boolean =>
        changes.some(({ kind }) => kinds.includes(kind));
    if (has("opened", "relaxed", "settled", "possible")) {
        return "more";
    }
    return has("closed", "restricted", "doubted", "impossible") ? "less" : "other";
}

function labelOf(changes: readonly CallChange[]): string {
    const [first, ...others] = changes.flatMap(callsOf);
    return others.length === 0 ? (first ?? "") : `${first} …`;
}

/** Everything but a little is told by that little. */
function callsOf({ kind, calls, besides }: CallChange): readonly string[] {
    return besides === undefined
        ? calls.map(callInWords)
        : kind === "opened"
          ? ["anything"]
          : besides.map((each) => `only ${callInWords(each)}`);
}

function callInWords({ methods, pathsInWords }: Clause): string {
    return `${methods?.join(" ") ?? "any method"} ${pathsInWords}`;
}

/**
 * As mermaid takes any text: between quotes, and whatever could mean something to it by its number. A backtick begins
 * Markdown, `%%{` a directive, `$$` a formula, `fa:` an icon, wherever in a label they stand.
 */
function quoted(text: string): string {
    const letters = [...text.replaceAll(/[\s\p{C}]+/gu, " ")];
    const shown = letters.length > longest ? [...letters.slice(0, longest), "…"] : letters;
    return `"${shown.map((each) => (harmless.test(each) ? each : `#${each.codePointAt(0)};`)).join("")}"`;
}

const harmless = /^[\p{L}\p{M}\p{N} /._-]$/u;
