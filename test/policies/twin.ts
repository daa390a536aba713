import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { policyOf } from "../../policies/admission/manifests";
import { type Twin, twinsOf } from "../../policies/admission/twins";
import type { Context } from "../../policies/engine/context";
import { judgeObject } from "../../policies/engine/evaluate";
import { type PolicyObject, policyObjects } from "../../policies/engine/object";
import type { ObjectRule, Rule } from "../../policies/engine/rule";
import { evaluate } from "../../policies/schema/cel/evaluate";
import { expressionOf } from "../../policies/schema/istioPool";
import { isTaken } from "./apiServerForm";

type Props = Readonly<Record<string, unknown>>;

interface Expression {
    readonly name?: string;
    readonly expression: string;
}

interface PolicySpec {
    readonly matchConditions: readonly Expression[];
    readonly variables?: readonly Expression[];
    readonly validations: readonly (Expression & {
        readonly message: string;
        readonly messageExpression?: string;
    })[];
}

export interface Write {
    readonly object: Props;
    readonly oldObject?: Props;
    readonly username?: string;
}

/** What an API server with the twin's policy would say to a write: messages of refusal. */
export function twinSays(twin: Twin, context: Context, write: Write): readonly string[] {
    const spec = policyOf(twin, context)["spec"] as PolicySpec;
    const metadata = write.object["metadata"] as Props;
    const variables: Record<string, unknown> = {};
    const names: Props = {
        object: write.object,
        ...(write.oldObject === undefined ? {} : { oldObject: write.oldObject }),
        request: {
            operation: write.oldObject === undefined ? "CREATE" : "UPDATE",
            namespace: metadata["namespace"] ?? "default",
            kind: { kind: write.object["kind"] },
            userInfo: { username: write.username ?? "somebody" },
        },
        variables,
    };
    const value = (text: string) => evaluate(expressionOf(text), names);
    if (!spec.matchConditions.every((each) => value(each.expression) === true)) {
        return [];
    }
    for (const { name = "", expression } of spec.variables ?? []) {
        variables[name] = value(expression);
    }
    return spec.validations
        .filter((each) => value(each.expression) !== true)
        .map((each) =>
            each.messageExpression === undefined ? each.message : String(value(each.messageExpression)),
        );
}

/** How often two verdicts on an object were compared, by rule. */
export const compared = new Map<string, { taken: number; refused: number }>();

const cases = new Map<string, Props>();
const casesFile = process.env["ADMISSION_CASES"];
if (casesFile !== undefined) {
    // Whoever tries the twins out on an API server runs the tables for what stands in them.
    process.once("exit", () => writeFileSync(casesFile, JSON.stringify([...cases.values()])));
}

/** The twin's verdict on an object that an API server takes otherwise must be the rule's, where nothing is unknown. */
export function expectTwinToAgree(rule: Rule, manifest: Props, context: Context): void {
    if (rule.scope !== "object" || String(manifest["kind"]).endsWith("List")) {
        return;
    }
    const content = JSON.parse(JSON.stringify(manifest)) as Props;
    const [object] = policyObjects({
        apiVersion: String(content["apiVersion"]),
        kind: String(content["kind"]),
        content,
        origin: "",
    });
    const twins = twinsOf(rule).filter(
        (each) => object !== undefined && each.kinds.includes(object.groupKind),
    );
    if (object === undefined || twins.length === 0 || !isTaken(object)) {
        return;
    }
    cases.set(JSON.stringify(content), content);
    const said = verdictsOf(twins, context, content);
    if (said === "misshapen") {
        return;
    }
    const refuses = judgeObject(rule, object, context)?.level === "violation";
    const counts = compared.get(rule.id) ?? { taken: 0, refused: 0 };
    counts[refuses ? "refused" : "taken"] += 1;
    compared.set(rule.id, counts);
    if (
        said.length > 0 !== refuses &&
        !(refuses && twins.every((each) => isBlind(each, rule, object, context)))
    ) {
        expect.fail(
            `${rule.id}: the rule ${refuses ? "refuses" : "takes"} what its twin ${said.join("; ") || "takes"}: ${JSON.stringify(manifest)}`,
        );
    }
}

/** An expression that fails is a mistake, but for what no schema keeps in shape. */
function verdictsOf(
    twins: readonly Twin[],
    context: Context,
    object: Props,
): readonly string[] | "misshapen" {
    try {
        return twins.flatMap((each) => twinSays(each, context, { object }));
    } catch (error) {
        if (twins.every(({ admission }) => admission.refusesMisshapen)) {
            return "misshapen";
        }
        throw error;
    }
}

/** Whether everything the rule refuses is where the twin says that it cannot look. */
function isBlind({ admission }: Twin, rule: ObjectRule, object: PolicyObject, context: Context): boolean {
    return [...rule.check(object, context)]
        .filter((each) => each.level === "violation")
        .every((each) => admission.blindTo?.test(each.field.toString()) ?? false);
}
