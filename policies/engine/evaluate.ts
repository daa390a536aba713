import { breakGlassNote } from "./breakGlass";
import { codesOf } from "./codes";
import { add } from "./collect";
import type { Context } from "./context";
import { type ExemptionVerdict, exemptionOf } from "./exemptions";
import { type Field, unknownValue } from "./field";
import { describeObject, type PolicyObject } from "./object";
import type { Finding, ObjectRule, Rule, StackRule } from "./rule";
import { type SecretValue, shown, withoutSecrets } from "./secrets";
import { StackView } from "./stackView";

/** The one thing a rule has to say about one object. */
export interface Verdict {
    readonly object: PolicyObject;
    readonly level: "violation" | "warning";
    readonly message: string;
    /** The field that the first of its findings is about. */
    readonly field: Field;
    /** What others call it. */
    readonly ids: readonly string[];
}

/** What a rule says about some objects; object rules judge each alone, stack rules all together. */
export function evaluate(rule: Rule, objects: readonly PolicyObject[], context: Context): readonly Verdict[] {
    return judge(rule, new StackView(objects), context);
}

/** The same over a stack that other rules look at too. */
export function judge(rule: Rule, view: StackView, context: Context): readonly Verdict[] {
    const objects = view.of(rule.kinds);
    return rule.scope === "object"
        ? objects.flatMap((object) => judgeObject(rule, object, context) ?? [])
        : judgeStack(rule, objects, view, context);
}

export function judgeObject(rule: ObjectRule, object: PolicyObject, context: Context): Verdict | undefined {
    if (!rule.kinds.includes(object.groupKind)) {
        return undefined;
    }
    const exemption = exemptionOf(object, context);
    if (isSilent(exemption)) {
        return undefined;
    }
    const onUnknown = context.onUnknown ?? (object.ours && rule.advisory !== true ? "deny" : "warn");
    return tempered(
        verdict(rule, object, [...rule.check(object, context)], onUnknown, context),
        exemption,
        context,
    );
}

function judgeStack(
    rule: StackRule,
    objects: readonly PolicyObject[],
    view: StackView,
    context: Context,
): readonly Verdict[] {
    const byObject = new Map<PolicyObject, Finding[]>();
    for (const { object, finding } of rule.check(objects, context, view)) {
        add(byObject, object, finding);
    }
    // A stack rule has no second chance: at update it runs after everything has been created.
    const onUnknown = context.onUnknown ?? (rule.advisory === true ? "warn" : "deny");
    return [...byObject].flatMap(([object, findings]) => {
        const exemption = exemptionOf(object, context);
        return isSilent(exemption)
            ? []
            : (tempered(verdict(rule, object, findings, onUnknown, context), exemption, context) ?? []);
    });
}

function isSilent({ excused, note }: ExemptionVerdict): boolean {
    return excused && note === undefined;
}

/** A verdict after exemptions and break-glass: they take its weight, and never its words. */
function tempered(
    said: Verdict | undefined,
    { excused, note }: ExemptionVerdict,
    { breakGlass }: Context,
): Verdict | undefined {
    if (said === undefined) {
        return undefined;
    }
    const judged: Verdict = {
        ...said,
        level: excused ? "warning" : said.level,
        message: note === undefined ? said.message : withNote(said.message, note),
    };
    return breakGlass === undefined || judged.level === "warning"
        ? judged
        : { ...judged, level: "warning", message: withNote(judged.message, breakGlassNote(breakGlass)) };
}

function withNote(message: string, note: string): string {
    return message.includes("\n") ? `${message}\n  (${note})` : `${message} (${note})`;
}

/** Only the worst level is reported, so that nobody fixes a warning on an object that is refused anyway. */
function verdict(
    rule: Rule,
    object: PolicyObject,
    findings: readonly Finding[],
    onUnknown: "deny" | "warn",
    context: Context,
): Verdict | undefined {
    for (const level of ["violation", "unproven", "warning"] as const) {
        const worst = findings.filter((each) => each.level === level);
        const [first] = worst;
        if (first !== undefined) {
            const isCritical =
                context.onUnknown !== undefined || worst.some((each) => each.harmless !== true);
            const refused =
                level === "violation" || (level === "unproven" && onUnknown === "deny" && isCritical);
            return {
                object,
                level: refused ? "violation" : "warning",
                message: formatFindings(object, worst, refused),
                field: first.field,
                // What is not said, because something worse is, others say all the same.
                ids: codesOf(
                    rule,
                    level === "unproven" ? worst : findings.filter((each) => each.level !== "unproven"),
                ),
            };
        }
    }
    return undefined;
}

function formatFindings(object: PolicyObject, findings: readonly Finding[], refused: boolean): string {
    const lines = [...new Set(findings.map((each) => formatFinding(each, refused, object.secrets ?? [])))];
    const name = describeObject(object);
    return lines.length === 1
        ? `${name}: ${lines[0]}`
        : [`${name}:`, ...lines.map((each) => `  - ${each}`)].join("\n");
}

function formatFinding(finding: Finding, refused: boolean, secrets: readonly SecretValue[]): string {
    const where = finding.field.path.length === 0 ? "the object" : finding.field.toString();
    if (finding.level === "unproven") {
        const fix = refused ? finding.fix : "it is judged again at update, before the object is created";
        return `${where} is not known at preview, ${finding.message}; ${fix}`;
    }
    const text = `${where} is ${formatValue(shown(finding.field, secrets))}, ${finding.message}; ${finding.fix}`;
    return withoutSecrets(text, secrets);
}

/** A value as it stands in YAML; long ones are cut, because a refusal is read in a terminal. */
function formatValue(value: unknown): string {
    if (value === undefined || value === null) {
        return "not set";
    }
    // Unknowns inside a known container: the fields that matter were read one by one.
    const json = JSON.stringify(value, (_, each) => (each === unknownValue ? "(unknown)" : each));
    return json.length > 120 ? `${json.slice(0, 117)}...` : json;
}
