import type {
    EnforcementLevel,
    Policies,
    Policy,
    ReportViolation,
    ResourceValidationArgs,
    StackValidationArgs,
} from "@pulumi/policy";
import { judge, judgeObject, type Verdict } from "../engine/evaluate";
import type { ObjectRule, Rule, StackRule } from "../engine/rule";
import { StackView } from "../engine/stackView";
import { orderOf } from "./order";
import { remediateResource } from "./remediate";
import { resourceObjects } from "./resource";
import { configSchema, contextOf, type Settings } from "./settings";
import { sharedView } from "./sharedView";

const documentation = "https://github.com/meshwright/meshwright/blob/main/docs/policies.md";

/** A rule as a policy the engine can run. */
export function asPolicy(rule: Rule): Policies[number] {
    const kinds: ReadonlySet<string> = new Set(rule.kinds);
    if (rule.scope === "stack") {
        return {
            ...metadata(rule),
            validateStack: (args, report) => validateStack(rule, kinds, args, report),
        };
    }
    const { remediation } = rule;
    return {
        ...metadata(rule),
        validateResource: (args, report) => validateResource(rule, kinds, args, report),
        ...(remediation === undefined
            ? {}
            : {
                  remediateResource: (args: ResourceValidationArgs) =>
                      remediateResource(remediation, kinds, args),
              }),
    };
}

function metadata(rule: Rule): Policy {
    const { id, ids = [], name, displayName, description, severity, framework, remediationSteps } = rule;
    return {
        name,
        displayName,
        description,
        severity,
        ...(framework === undefined ? {} : { framework }),
        enforcementLevel: rule.advisory === true ? "advisory" : "mandatory",
        tags: [id, ...ids, "istio"],
        remediationSteps,
        url: `${documentation}#${id.toLowerCase()}`,
        configSchema: configSchema(rule),
    };
}

function validateResource(
    rule: ObjectRule,
    kinds: ReadonlySet<string>,
    args: ResourceValidationArgs,
    report: ReportViolation,
): void {
    const objects = resourceObjects(args, kinds);
    if (objects.length === 0) {
        return;
    }
    const context = contextOf(args.getConfig<Settings>());
    for (const object of objects) {
        const verdict = judgeObject(rule, object, context);
        if (verdict !== undefined) {
            send(rule, verdict, report);
        }
    }
}

function validateStack(
    rule: StackRule,
    kinds: ReadonlySet<string>,
    args: StackValidationArgs,
    report: ReportViolation,
): void {
    const view = sharedView(args.resources) ?? viewFor(kinds, args);
    for (const verdict of judge(rule, view, contextOf(args.getConfig<Settings>()))) {
        send(rule, verdict, report);
    }
}

function viewFor(kinds: ReadonlySet<string>, { resources }: StackValidationArgs): StackView {
    const objects = resources.flatMap((resource) => resourceObjects(resource, kinds));
    return new StackView(objects, false, orderOf(resources));
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
