import { badName } from "../components/graph/formats";
import { isReservedNamespace, reservedNamespaceMessage } from "../components/graph/rules/namespaces";
import { inStack } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { cniNamespace } from "./build";
import { defaultRateLimitNamespace } from "./buildResilience";
import { namespaceOwner } from "./namespaceOwner";
import type { StackContent } from "./stackSchema";

/** A namespace of its own for istio-cni: its agents are privileged, and pod security is a matter of namespaces. */
export function checkCni(content: StackContent): readonly Problem[] {
    if (content.cni === undefined) {
        return [];
    }
    const namespace = cniNamespace(content.cni);
    const path = inStack(["cni", "namespace"]);
    const trouble = badName(namespace);
    if (trouble !== undefined) {
        return [problem(trouble.code, path, trouble.message)];
    }
    if (isReservedNamespace(namespace)) {
        return [problem("reserved-namespace", path, reservedNamespaceMessage(namespace))];
    }
    const other = ownerOf(namespace, content);
    const message = `the namespace "${namespace}" is already that of meshwright:${other}; write one of its own, such as { namespace: istio-cni-agents }`;
    return other === undefined ? [] : [problem("namespace-taken", path, message)];
}

function ownerOf(namespace: string, content: StackContent): string | undefined {
    const { rateLimitService: limits } = content;
    return limits !== undefined && namespace === (limits.namespace ?? defaultRateLimitNamespace)
        ? "rateLimitService"
        : namespaceOwner(namespace, content);
}
