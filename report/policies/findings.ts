import type { Manifest } from "../../components/istio/types";
import { judge } from "../../policies/engine/evaluate";
import { policyObjects } from "../../policies/engine/object";
import { StackView } from "../../policies/engine/stackView";
import type { Configured } from "../../policyCheck/preset";
import type { Side } from "../side";

/** What a rule says about an object of one side. */
export interface PolicyFinding {
    readonly rule: string;
    /** `mandatory` stops an update; `excused` would, but for an exemption. */
    readonly level: "mandatory" | "advisory" | "excused";
    readonly object: string;
    readonly message: string;
}

/** Everything the rules say about what a stack makes, by rule, object and words. */
export function findingsOf(side: Side, rules: readonly Configured[]): ReadonlyMap<string, PolicyFinding> {
    const view = new StackView(side.objects.flatMap(objectsOf));
    const findings = new Map<string, PolicyFinding>();
    for (const { rule, level, context } of rules) {
        const said = judge(rule, view, context);
        const heard = new Set(said.map(({ object }) => object));
        const excused =
            context.exemptions.length === 0
                ? []
                : judge(rule, view, { ...context, exemptions: [] }).filter(
                      ({ object }) => !heard.has(object),
                  );
        for (const verdict of [...said, ...excused]) {
            const { kind, namespace, name } = verdict.object;
            const object = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
            // The first line is the finding; what follows says how to mend it.
            const [message = ""] = verdict.message.split("\n");
            findings.set(`${rule.name} ${object} ${message}`, {
                rule: rule.name,
                level: !heard.has(verdict.object)
                    ? "excused"
                    : verdict.level === "violation"
                      ? level
                      : "advisory",
                object,
                message,
            });
        }
    }
    return findings;
}

function objectsOf(content: Manifest): ReturnType<typeof policyObjects> {
    const { apiVersion, kind, metadata } = content;
    const origin = `${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
    return policyObjects({ apiVersion, kind, content, origin });
}
