import { stackReason, withoutTwin } from "./admission/missing";
import { twinsOf } from "./admission/twins";
import type { Rule } from "./engine/rule";
import { notTaken } from "./notTaken";
import { withoutRemediation } from "./withoutRemediation";

/** docs/policies.md, from the rules themselves; every policy's URL leads to its heading there. */
export function policyReference(rules: readonly Rule[]): string {
    const index = rules.map(
        (rule) =>
            `| [${rule.id}](#${rule.id.toLowerCase()}) | \`${rule.name}\` | ${rule.advisory === true ? "advisory" : "mandatory"} | ${rule.severity} | ${admissionOf(rule)} | ${rule.description} |`,
    );
    return [
        "# Policies",
        "",
        "Generated from `policies/rules.ts`; do not edit. A mandatory rule refuses, an advisory one tells; the level of",
        "either can be set where the pack is configured (`enforcementLevel`). An unknown value on a field that a mandatory",
        "rule needs denies on objects of this package's own components and in stack rules; elsewhere it warns once,",
        "because the same rule runs again at update, before the object is created (`onUnknown: deny | warn`).",
        "",
        "A preset of an environment is a file for `--policy-pack-config`: `policies/config.<env>.json` for the whole pack,",
        "`policies/<area>/config.<env>.json` for the pack of one area (`--policy-pack policies/<area>`), since the engine",
        "refuses settings of policies that a pack does not have. `npm run policy:check -- --env <env> PATH…` judges plain",
        "YAML by the same rules and presets, without engine or cluster. It takes the files for one stack among others: that a",
        "file names what no file holds is told where the files show that it should be there. With `--whole` they are all that",
        "the cluster has, as `istioctl analyze --use-kube=false` takes them, and what is not there is missing; where no gateway",
        "is among them, the one that istioctl installs (`istio: ingressgateway`, ports 80, 443, 31400 and 15443) is taken for",
        "granted. `ids` in its JSON are this rule's, and what others call just this finding.",
        "Of an object that several files hold each variant is judged, and the last stands for it beside the others. What files",
        "show to have nothing to do with a mesh is let alone: pods of `kube-system` and of namespaces that do not join, and agents",
        "of nodes and roles for everything where nothing is of Istio.",
        "",
        "### Admission",
        "",
        "`npm run policy:admission` writes the rules that an API server can ask by itself as `ValidatingAdmissionPolicy`",
        "([how to use them](guides/admission.md)); `part` is less than the whole rule, and its section says what is missing.",
        "",
        "### Remediation",
        "",
        "A rule whose section says what `remediate` does makes an object right by itself where its `enforcementLevel` is `remediate`;",
        "what it leaves is refused as at `mandatory`. It changes only what has one repair that is obviously meant, the whole of it or",
        "nothing: no value that is not known yet or secret, nothing exempt, no element of a List. No rule touches routes, traffic,",
        "authorization or roles: there a change that nobody wrote down is worse than a refusal. Rules over the stack have none, since",
        "the engine repairs one resource at a time, before it knows the others.",
        "",
        "### Exemptions",
        "",
        "Every policy takes `exemptions`: a list of `object` (`Kind namespace/name`) or `urn`, `*` standing for any",
        "characters, each with `reason`, `owner` and `until`, at most 180 days ahead. From 14 days before its end the",
        "policy warns; after it, it refuses what the exemption belongs to and nothing else. Plain manifests have no URN.",
        "",
        "### Break glass",
        "",
        "`meshwright-break-glass` with `reason`, `owner` and `until`, at most 7 days ahead, turns every refusal into advice",
        "and says so on each. One that is not in order is refused itself and changes nothing.",
        "",
        "### Left out",
        "",
        "What these rules could ask and do not: it would be right for some and wrong for many, or no preview can see it.",
        "",
        "| rule | what is not asked | why |",
        "| --- | --- | --- |",
        ...notTaken.map(({ id, clause, why }) => `| [${id}](#${id.toLowerCase()}) | ${clause} | ${why} |`),
        "",
        "### Rules",
        "",
        "| id | policy | level | severity | admission | what it demands |",
        "| --- | --- | --- | --- | --- | --- |",
        ...index,
        ...rules.flatMap(section),
        "",
    ].join("\n");
}

function admissionOf(rule: Rule): string {
    const twins = twinsOf(rule);
    return twins.length === 0
        ? ""
        : twins.some(({ admission }) => admission.leaves !== undefined)
          ? "part"
          : "yes";
}

/** What an API server asks of it, or why it asks nothing; advisory rules were never asked for. */
function admissionLines(rule: Rule): string[] {
    const left = [...new Set(twinsOf(rule).flatMap(({ admission }) => admission.leaves ?? []))];
    const why = rule.scope === "stack" ? stackReason : withoutTwin[rule.id];
    if (twinsOf(rule).length > 0) {
        return [`* At the API server too${left.length === 0 ? "" : `, but for this: ${left.join("; ")}`}.`];
    }
    return why === undefined || rule.advisory === true ? [] : [`* Not at the API server: ${why}.`];
}

/** What it repairs; or, where a repair suggests itself, why it repairs nothing. */
function remediationLines(rule: Rule): string[] {
    const why = withoutRemediation[rule.id];
    if (rule.scope === "object" && rule.remediation !== undefined) {
        return [`* At the level remediate it ${rule.remediation.does}.`];
    }
    return why === undefined ? [] : [`* Repairs nothing: ${why}.`];
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
        ...admissionLines(rule),
        ...remediationLines(rule),
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
