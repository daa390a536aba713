import type { Rule } from "./engine/rule";

/** What of another tool's findings ours are: by rules, by rules in another way, or not, and why. */
export interface Coverage {
    readonly by?: readonly string[];
    /** Why these rules do, although they do not have the code among their ids. */
    readonly since?: string;
    /** Why none does. */
    readonly not?: string;
}

/** The codes of a tool that are known, whether rules have them or not. */
export interface Tool {
    readonly title: string;
    readonly isOf: (code: string) => boolean;
    readonly coverage: Readonly<Record<string, Coverage>>;
}

/** docs/policy-mapping.md: each code of each tool with our rules for it, or why there is none. */
export function policyMapping(rules: readonly Rule[], tools: readonly Tool[]): string {
    const claimed = rules.flatMap(({ ids = [] }) => ids);
    return [
        "# What others call it",
        "",
        "Generated from the rules' `ids`, and from the lists of what other tools say that their specs hold; do not edit. A finding",
        "of `npm run policy:check -- --json PATH…` has in `ids` only the codes of what it is itself, not all of its rule's.",
        "",
        ...tools.flatMap(({ title, isOf, coverage }) => {
            const codes = new Set([...Object.keys(coverage), ...claimed.filter(isOf)]);
            return [
                `## ${title}`,
                "",
                "| code | rules here |",
                "| --- | --- |",
                ...[...codes].sort().map((code) => `| ${code} | ${answer(code, coverage[code], rules)} |`),
                "",
            ];
        }),
        "## By rule",
        "",
        "| rule | elsewhere |",
        "| --- | --- |",
        ...rules
            .filter(({ ids = [] }) => ids.length > 0)
            .map((rule) => `| ${link(rule)} \`${rule.name}\` | ${rule.ids?.join(", ")} |`),
        "",
    ].join("\n");
}

function answer(code: string, { by, since, not }: Coverage = {}, rules: readonly Rule[]): string {
    if (not !== undefined) {
        return `none: ${not}`;
    }
    const found = rules.filter(({ name, ids }) => (ids ?? []).includes(code) || by?.includes(name));
    return `${found.map(link).join(", ")}${since === undefined ? "" : `: ${since}`}`;
}

function link({ id }: Rule): string {
    return `[${id}](policies.md#${id.toLowerCase()})`;
}
