import type { Side } from "../side";
import { escaped } from "./escape";

/** Which tag stands for which revision on both sides, and who follows it. */
export function revisionTable(before: Side, after: Side): string {
    const names = [...new Set([...followedIn(before), ...followedIn(after)])].sort();
    if (names.length === 0) {
        return "<p>No namespace and no gateway follows a revision.</p>";
    }
    const rows = names.map((name) => {
        const cells = [before, after].map((side) => meaning(side, name));
        const followers = [before, after].map((side) => followersOf(side, name).map(escaped).join(", "));
        const changed = cells[0] !== cells[1] || followers[0] !== followers[1];
        return `<tr${changed ? ' data-effect="changes"' : ""}><th scope="row">${escaped(name)}</th>${pair(cells.map(escaped))}${pair(followers)}</tr>`;
    });
    return [
        '<div class="scroll" tabindex="0" role="region" aria-labelledby="revisions-title"><table aria-labelledby="revisions-title">',
        '<thead><tr><th scope="col">tag or revision</th><th scope="col">before</th><th scope="col">after</th><th scope="col">followed before by</th><th scope="col">followed after by</th></tr></thead>',
        `<tbody>${rows.join("\n")}</tbody></table></div>`,
    ].join("\n");
}

/** A cell over both columns says that nothing moves, which two equal cells leave the reader to find out. */
function pair([before = "", after = ""]: readonly string[]): string {
    const shown = (text: string): string => (text === "" ? '<span class="faint">nobody</span>' : text);
    return before === after
        ? `<td colspan="2">${shown(after)}</td>`
        : `<td>${shown(before)}</td><td>${shown(after)}</td>`;
}

function meaning({ tags, revisions }: Side, name: string): string {
    const revision = tags[name] ?? (revisions[name] === undefined ? undefined : name);
    const version = revisions[revision ?? ""];
    return revision === undefined
        ? "not there"
        : `${revision === name ? "" : `${revision}, `}Istio ${version ?? "of another stack"}`;
}

/** Every tag and revision that is declared, and those that only followers name. */
function followedIn(side: Side): readonly string[] {
    return [
        ...Object.keys(side.tags),
        ...Object.keys(side.revisions),
        ...Object.values(side.gatewayTags),
        ...namespacesOf(side).map(([, followed]) => followed),
    ];
}

function followersOf(side: Side, name: string): readonly string[] {
    return [
        ...namespacesOf(side)
            .filter(([, followed]) => followed === name)
            .map(([namespace]) => namespace),
        ...Object.entries(side.gatewayTags)
            .filter(([, tag]) => tag === name)
            .map(([gateway]) => `gateway ${gateway}`),
    ].sort();
}

function namespacesOf({ objects }: Side): readonly (readonly [namespace: string, followed: string])[] {
    return objects
        .filter(({ kind, apiVersion }) => kind === "Namespace" && apiVersion === "v1")
        .flatMap(({ metadata: { name, labels } }) => {
            const followed = labels?.["istio-injection"] === "enabled" ? "default" : labels?.["istio.io/rev"];
            return followed === undefined ? [] : [[name, followed] as const];
        });
}
