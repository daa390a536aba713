import { emptyPlatform } from "../components/graph";
import { isReservedNamespace, reservedNamespaceMessage } from "../components/graph/rules/namespaces";
import { inStack, type Steps, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { didYouMean } from "../components/suggestion";
import { defaultRateLimitNamespace } from "./buildResilience";
import { namespaceOwner } from "./namespaceOwner";
import type { StackContent } from "./stackSchema";

/** The rate-limit service and the budget of tries; `tags` is absent when the tags could not be read. */
export function checkResilience(
    content: StackContent,
    tags: ReadonlySet<string> | undefined,
): readonly Problem[] {
    return [...checkRateLimitService(content, tags), ...checkCallBudget(content)];
}

function checkRateLimitService(content: StackContent, tags: ReadonlySet<string> | undefined): Problem[] {
    const raw = content.rateLimitService;
    if (raw === undefined) {
        return [];
    }
    const problems: Problem[] = [];
    const error = (code: string, message: string, ...steps: Steps) => {
        problems.push(problem(code, inStack(["rateLimitService", ...steps]), message));
    };
    const namespace = raw.namespace ?? defaultRateLimitNamespace;
    const other = namespaceOwner(namespace, content);
    if (isReservedNamespace(namespace)) {
        error("reserved-namespace", reservedNamespaceMessage(namespace), "namespace");
    } else if (other !== undefined) {
        const message = `the namespace "${namespace}" is already that of meshwright:${other}; write one of its own, such as { namespace: rate-limit-service }`;
        error("namespace-taken", message, "namespace");
    }
    if (raw.tag !== undefined && tags?.has(raw.tag) === false) {
        const known = `declared in meshwright:tags: ${[...tags].join(", ")}`;
        const suggestion = didYouMean(raw.tag.slice(0, 80), tags);
        error("unknown-tag", `unknown tag ${shown(raw.tag)}${suggestion}; ${known}`, "tag");
    }
    return problems;
}

function checkCallBudget({ callBudget }: StackContent): Problem[] {
    const { warnAbove, refuseAbove } = { ...emptyPlatform.callBudget, ...callBudget };
    if (callBudget === undefined || warnAbove <= refuseAbove) {
        return [];
    }
    const message = `warns above ${warnAbove} tries, but more than ${refuseAbove} are refused already; lower warnAbove or raise refuseAbove`;
    return [problem("budget-order", inStack(["callBudget"]), message)];
}
