import type { Manifest } from "../../components/istio/types";
import type { Context, Exemption } from "../../policies/engine/context";
import { judge, type Verdict } from "../../policies/engine/evaluate";
import { exemptionInForce } from "../../policies/engine/exemptions";
import { type PolicyObject, policyObjects } from "../../policies/engine/object";
import { StackView } from "../../policies/engine/stackView";
import type { Configured } from "../../policyCheck/preset";
import type { Side } from "../side";

/** What a rule says about an object of one side. */
export interface PolicyFinding {
    readonly rule: string;
    /** `mandatory` stops an update; `excused` would, but for an exemption. */
    readonly level: "mandatory" | "advisory" | "excused";
    /** `Kind namespace/name`. */
    readonly object: string;
    readonly message: string;
    /** Of what is excused: until when, why, and who answers for it. */
    readonly exemption?: Pick<Exemption, "reason" | "owner" | "until">;
}

/** `now`: and not before; also where only the later side was judged, as the engine does. */
export interface JudgedFinding extends PolicyFinding {
    readonly found: "now" | "as before" | "no longer";
}

/** By rule, object and words. */
export type Findings = ReadonlyMap<string, PolicyFinding>;

/** Everything the rules say about what a stack makes. */
export function findingsOf(side: Side, rules: readonly Configured[]): Findings {
    const view = new StackView(side.objects.flatMap(objectsOf));
    return byWords(rules.flatMap((configured) => saidBy(configured, view)));
}

export function byWords(findings: readonly PolicyFinding[]): Findings {
    return new Map(findings.map((each) => [`${each.rule} ${each.object} ${each.message}`, each]));
}

function saidBy({ rule, level, context }: Configured, view: StackView): readonly PolicyFinding[] {
    const said = judge(rule, view, context);
    // An exemption is quiet until its end is near; a reviewer is to see it all the same.
    const bare = context.exemptions.length === 0 ? said : judge(rule, view, { ...context, exemptions: [] });
    const noted = new Map(said.map((each) => [each.object, each]));
    return bare.flatMap((verdict): readonly PolicyFinding[] => {
        const weight = verdict.level === "violation" ? level : "advisory";
        const finding = { rule: rule.name, object: nameOf(verdict.object) };
        const exemption = exemptionInForce(verdict.object, context);
        if (exemption === undefined) {
            const message = inOneLine(noted.get(verdict.object) ?? verdict);
            return [{ ...finding, level: weight, message }];
        }
        return weight === "mandatory"
            ? [{ ...finding, level: "excused", message: inOneLine(verdict), exemption: wordsOf(exemption) }]
            : [];
    });
}

/** Several findings about one object are a list under its name. */
function inOneLine({ message }: Verdict): string {
    const [first = "", ...others] = message.split("\n");
    const listed = others.map((each) => each.trim().replace(/^- /, ""));
    return others.length === 0 ? first : `${first} ${listed.join("; ")}`;
}

function wordsOf({ reason, owner, until }: Context["exemptions"][number]): PolicyFinding["exemption"] {
    return {
        reason,
        ...(owner === undefined ? {} : { owner }),
        ...(until === undefined ? {} : { until }),
    };
}

function nameOf({ kind, namespace, name }: PolicyObject): string {
    return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

function objectsOf(content: Manifest): readonly PolicyObject[] {
    const { apiVersion, kind, metadata } = content;
    const origin = `${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
    return policyObjects({ apiVersion, kind, content, origin });
}
