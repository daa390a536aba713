import { parser } from "@prometheus-io/lezer-promql";
import { everyMetric } from "./inventories";

type SyntaxNode = ReturnType<typeof parser.parse>["topNode"];

/** A metric that an expression names, with the labels it is selected by. */
export interface Selected {
    readonly metric: string;
    readonly labels: readonly string[];
}

export interface Known {
    /** Names of recording rules, whose labels are whatever their expressions leave. */
    readonly records?: ReadonlySet<string>;
}

/** Labels that service discovery gives to every series, and those of rules and of what Prometheus adds. */
const targetLabels = new Set(["job", "instance", "namespace", "pod", "app", "version", "revision", "node"]);

let known: ReturnType<typeof everyMetric> | undefined;

/** The metrics an expression selects. */
export function metricsIn(expression: string): readonly Selected[] {
    const text = plain(expression);
    return nodesOf(text, "VectorSelector").flatMap((node) => {
        const matchers = descendants(node, /^(Unquoted|Quoted)LabelMatcher$/).map((each) => ({
            label: text.slice(each.firstChild?.from, each.firstChild?.to).replaceAll('"', ""),
            value: text.slice(each.lastChild?.from, each.lastChild?.to).slice(1, -1),
        }));
        const named = node.getChild("Identifier");
        const metric =
            named === null
                ? (matchers.find(({ label }) => label === "__name__")?.value ?? "")
                : text.slice(named.from, named.to);
        const labels = matchers.map(({ label }) => label).filter((label) => label !== "__name__");
        return alternatives(metric).map((each) => ({ metric: each, labels }));
    });
}

/** Of `a_(b|c)_d`, which is how `__name__` selects several metrics. */
function alternatives(metric: string): readonly string[] {
    const [, before = "", choices, after = ""] = /^([\w:]*)\(([\w|]+)\)([\w:]*)$/.exec(metric) ?? [];
    return choices === undefined ? [metric] : choices.split("|").map((each) => `${before}${each}${after}`);
}

/** What is wrong with an expression: it does not parse, or names a metric or label that nobody emits. */
export function problemsOf(expression: string, { records = new Set() }: Known = {}): readonly string[] {
    const text = plain(expression);
    const broken = nodesOf(text, "⚠").map(
        ({ from }) => `syntax error at "${text.slice(Math.max(0, from - 20), from + 20)}"`,
    );
    if (broken.length > 0) {
        return broken;
    }
    known ??= everyMetric();
    return metricsIn(text).flatMap(({ metric, labels }) => {
        if (records.has(metric)) {
            return [];
        }
        const own = known?.get(metric);
        if (own === undefined) {
            return [`no such metric: ${metric === "" ? text : metric}`];
        }
        return labels
            .filter((label) => !own.has(label) && !targetLabels.has(label))
            .map((label) => `${metric} has no label ${label}`);
    });
}

/** Grafana's variables stand where a duration or a text must. */
function plain(expression: string): string {
    return expression.replace(/\[(\$__\w+|\$\{__\w+\})/g, "[5m").replace(/\$__range\b|\$__interval\b/g, "5m");
}

function nodesOf(text: string, name: string): readonly SyntaxNode[] {
    const found: SyntaxNode[] = [];
    parser.parse(text).iterate({
        enter: (node) => {
            if (name === "⚠" ? node.type.isError : node.name === name) {
                found.push(node.node);
            }
        },
    });
    return found;
}

function descendants(node: SyntaxNode, name: RegExp): readonly SyntaxNode[] {
    const found: SyntaxNode[] = [];
    node.toTree().iterate({
        enter: (each) => {
            if (name.test(each.name)) {
                const inside = node.resolveInner(node.from + each.from, 1);
                for (let at: SyntaxNode | null = inside; at !== null; at = at.parent) {
                    if (name.test(at.name)) {
                        found.push(at);
                        break;
                    }
                }
            }
        },
    });
    return found;
}
