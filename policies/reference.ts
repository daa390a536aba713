import type { Rule } from "./engine/rule";

/** docs/policies.md, from the rules themselves; every policy's URL leads to its heading there. */
export function policyReference(rules: readonly Rule[]): string {
    const index = rules.map(
        ({ id, name, severity, description, advisory }) =>
            `| [${id}](#${id.toLowerCase()}) | \`${name}\` | ${advisory === true ? "advisory" : "mandatory"} | ${severity} | ${description} |`,
    );
    return [
        "# Policies",
        "",
        "Generated from `policies/rules.ts`; do not edit. A mandatory rule refuses, an advisory one tells; the level of",
        "either can be set where the pack is configured (`enforcementLevel`). An unknown value on a field that a mandatory",
        "rule needs denies on objects of this package's own components and in stack rules; elsewhere it warns once,",
        "because the same rule runs again at update, before the object is created (`onUnknown: deny | warn`).",
        "",
        "| id | policy | level | severity | what it demands |",
        "| --- | --- | --- | --- | --- |",
        ...index,
        ...rules.flatMap(section),
        "",
    ].join("\n");
}

function section(rule: Rule): string[] {
    const scope = rule.scope === "object" ? "each object, before it is created" : "the stack as a whole";
    const framework = rule.framework;
    return [
        "",
        `## ${rule.id}`,
        "",
        `**${rule.displayName}** (\`${rule.name}\`, ${rule.severity})`,
        "",
        rule.description,
        "",
        `* Judges ${scope}: ${rule.kinds.map((kind) => `\`${kind}\``).join(", ")}.`,
        `* Settings: ${["exemptions", "onUnknown", ...rule.settings].map((name) => `\`${name}\``).join(", ")}.`,
        ...(rule.ids === undefined ? [] : [`* Elsewhere: ${rule.ids.join(", ")}.`]),
        ...(framework === undefined
            ? []
            : [
                  `* ${framework.specification}: [${framework.name} ${framework.version}](${framework.reference}).`,
              ]),
        "",
        `What to do: ${rule.remediationSteps}`,
    ];
}
