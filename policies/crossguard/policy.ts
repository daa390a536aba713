import type {
    EnforcementLevel,
    Policies,
    Policy,
    ReportViolation,
    ResourceValidationArgs,
    StackValidationArgs,
} from "@pulumi/policy";
import { evaluate, judgeObject, type Verdict } from "../engine/evaluate";
import type { ObjectRule, Rule, StackRule } from "../engine/rule";
import { resourceObjects } from "./resource";
import { configSchema, contextOf, type Settings } from "./settings";

const documentation = "https://github.com/meshwright/meshwright/blob/main/docs/policies.md";

/** A rule as a policy the engine can run. */
export function asPolicy(rule: Rule): Policies[number] {
    return rule.scope === "object"
        ? { ...metadata(rule), validateResource: (args, report) => validateResource(rule, args, report) }
        : { ...metadata(rule), validateStack: (args, report) => validateStack(rule, args, report) };
}

function metadata(rule: Rule): Policy {
    const { id, name, displayName, description, severity, framework, remediationSteps } = rule;
    return {
        name,
        displayName,
        description,
        severity,
        ...(framework === undefined ? {} : { framework }),
        enforcementLevel: "mandatory",
        tags: [id, "istio"],
        remediationSteps,
        url: `${documentation}#${id.toLowerCase()}`,
        configSchema: configSchema(rule),
    };
}

function validateResource(rule: ObjectRule, args: ResourceValidationArgs, report: ReportViolation): void {
    const context = contextOf(args.getConfig<Settings>());
    for (const object of resourceObjects(args, new Set(rule.kinds))) {
        const verdict = judgeObject(rule, object, context);
        if (verdict !== undefined) {
            send(rule, verdict, report);
        }
    }
}

function validateStack(rule: StackRule, args: StackValidationArgs, report: ReportViolation): void {
    const kinds = new Set(rule.kinds);
    const objects = args.resources.flatMap((resource) => resourceObjects(resource, kinds));
    for (const verdict of evaluate(rule, objects, contextOf(args.getConfig<Settings>()))) {
        send(rule, verdict, report);
    }
}

/** What the SDK also takes in place of the message; its types do not say so. */
interface DetailedViolation {
    readonly message: string;
    readonly urn: string;
    readonly enforcementLevel: EnforcementLevel;
}

function send(rule: Rule, verdict: Verdict, report: ReportViolation): void {
    if (verdict.level === "violation") {
        report(verdict.message, verdict.object.origin);
        return;
    }
    const detailed = report as unknown as (violation: DetailedViolation) => void;
    detailed({
        // The SDK puts the description above a message only when it is given as text.
        message: `${rule.description}\n${verdict.message}`,
        urn: verdict.object.origin,
        enforcementLevel: "advisory",
    });
}
