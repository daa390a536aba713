import { breakGlassName, readBreakGlass } from "../policies/crossguard/breakGlassPolicy";
import { configSchema, contextAt } from "../policies/crossguard/settings";
import type { Context } from "../policies/engine/context";
import type { Rule } from "../policies/engine/rule";
import { type Schema, schemaProblems } from "./settingsSchema";

export type Level = "mandatory" | "advisory" | "disabled";

/** A rule as it is configured. */
export interface Configured {
    readonly rule: Rule;
    readonly level: "mandatory" | "advisory";
    readonly context: Context;
}

export type Preset = { readonly rules: readonly Configured[] } | { readonly problems: readonly string[] };

const levels = ["mandatory", "advisory", "disabled", "remediate"];

/**
 * What a configuration of the pack (`--policy-pack-config`) makes of the rules; the whole file is read as the engine
 * reads it, so that a preview and a check say the same.
 */
export function presetOf(rules: readonly Rule[], config: unknown, today: string): Preset {
    if (typeof config !== "object" || config === null || Array.isArray(config)) {
        return { problems: ["is no map from policies to their settings"] };
    }
    const entries = new Map<string, unknown>(Object.entries(config));
    const names = new Set([...rules.map((each) => each.name), breakGlassName, "all"]);
    const problems = [...entries.keys()]
        .filter((name) => !names.has(name))
        .map((name) => `configures "${name}", which is no policy of the pack; docs/policies.md lists them`);
    const glass = readBreakGlass(settingsIn(entries.get(breakGlassName)), today);
    if (glass.problem !== undefined) {
        problems.push(`breaks glass that ${glass.problem}`);
    }
    const everywhere = levelIn(entries.get("all"));
    const configured = rules.flatMap((rule) => {
        const entry = entries.get(rule.name);
        const settings = settingsIn(entry);
        const schema = { type: "object", additionalProperties: false, ...configSchema(rule) } as Schema;
        const found = schemaProblems(settings, schema, rule.name);
        problems.push(...found);
        const level = levelIn(entry) ?? everywhere ?? (rule.advisory === true ? "advisory" : "mandatory");
        return level === "disabled" || found.length > 0
            ? []
            : [{ rule, level, context: contextOf(settings, today, glass.breakGlass) }];
    });
    return problems.length > 0 ? { problems } : { rules: configured };
}

function contextOf(settings: object, today: string, breakGlass: Context["breakGlass"]): Context {
    return { ...contextAt(settings, today), ...(breakGlass === undefined ? {} : { breakGlass }) };
}

/** A policy is configured by its level alone, or by a map that may hold one. */
function levelIn(entry: unknown): Level | undefined {
    const level =
        typeof entry === "object" && entry !== null
            ? (entry as { enforcementLevel?: unknown }).enforcementLevel
            : entry;
    if (typeof level !== "string" || !levels.includes(level)) {
        return undefined;
    }
    // Nothing is changed in files, so what would be repaired is refused.
    return level === "remediate" ? "mandatory" : (level as Level);
}

function settingsIn(entry: unknown): object {
    if (typeof entry !== "object" || entry === null) {
        return {};
    }
    const { enforcementLevel: _, ...settings } = entry as Record<string, unknown>;
    return settings;
}
