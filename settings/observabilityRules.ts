import { isReservedNamespace, reservedNamespaceMessage } from "../components/graph/rules/namespaces";
import { inStack, shown } from "../components/graph/shape";
import { observabilityImages } from "../components/observability/images";
import { type Problem, problem } from "../components/problems";
import { didYouMean } from "../components/suggestion";
import { observabilityNamespace, samplingOf } from "./buildObservability";
import { defaultRateLimitNamespace } from "./buildResilience";
import { namespaceOwner } from "./namespaceOwner";
import { checkModes } from "./observabilityModes";
import { checkParts } from "./observabilityPartRules";
import type { RawObservability } from "./observabilitySchema";
import { isProduction } from "./production";
import type { Say } from "./say";
import type { StackContent } from "./stackSchema";
import { checkWatched } from "./watchedRules";

/** What watches the mesh; `tags` is absent when the tags could not be read. */
export function checkObservability(
    content: StackContent,
    tags: ReadonlySet<string> | undefined,
): readonly Problem[] {
    const raw = content.observability;
    const problems: Problem[] = [];
    const error: Say = (code, message, ...steps) => {
        problems.push(problem(code, inStack(["observability", ...steps]), message));
    };
    const warning: Say = (code, message, ...steps) => {
        problems.push({
            ...problem(code, inStack(["observability", ...steps]), message),
            severity: "warning",
        });
    };
    const production = isProduction(content.environment ?? "");
    if (production && makesMesh(content)) {
        checkWatched(raw, error);
    }
    if (raw === undefined) {
        return problems;
    }
    checkNamespace(raw, content, error);
    checkTag(raw, tags, error);
    checkSampling(raw, production, error);
    checkModes(raw, error);
    checkParts(raw, { production, error, warning });
    checkImages(raw, error);
    return problems;
}

/** Whether this stack has a mesh of its own, with somebody in it. */
function makesMesh({ scope, namespaces = {} }: StackContent): boolean {
    return !Array.isArray(scope) && Object.values(namespaces).some(({ stage }) => stage !== "off");
}

function checkNamespace(raw: RawObservability, content: StackContent, error: Say): void {
    const namespace = observabilityNamespace(raw);
    const limits = content.rateLimitService;
    const other =
        limits !== undefined && namespace === (limits.namespace ?? defaultRateLimitNamespace)
            ? "rateLimitService"
            : namespaceOwner(namespace, { ...content, observability: undefined });
    if (isReservedNamespace(namespace)) {
        error("reserved-namespace", reservedNamespaceMessage(namespace), "namespace");
    } else if (other !== undefined) {
        const message = `the namespace "${namespace}" is already that of meshwright:${other}; write one of its own, such as { namespace: mesh-observability }`;
        error("namespace-taken", message, "namespace");
    }
}

function checkTag({ tag }: RawObservability, tags: ReadonlySet<string> | undefined, error: Say): void {
    if (tag !== undefined && tags?.has(tag) === false) {
        const known = `declared in meshwright:tags: ${[...tags].join(", ")}`;
        error(
            "unknown-tag",
            `unknown tag ${shown(tag)}${didYouMean(tag.slice(0, 80), tags)}; ${known}`,
            "tag",
        );
    }
}

/** In production one to ten per cent (TRC-05): none would show nothing, all of them cost more than they tell. */
function checkSampling({ sampling }: RawObservability, production: boolean, error: Say): void {
    const { percent, workloads } = samplingOf(sampling);
    if (!production) {
        return;
    }
    if (percent === undefined) {
        const message =
            "missing; outside production every request is traced, in production write which share is, 1 to 10 per cent, such as sampling: 5";
        error("sampling-missing", message, "sampling");
    } else if (percent < 1 || percent > 10) {
        const what = percent > 10 ? "more than production should pay for" : "too few to find anything";
        const message = `${percent} per cent is ${what}; write 1 to 10`;
        error(
            "sampling-in-production",
            message,
            "sampling",
            ...(typeof sampling === "number" ? [] : ["percent"]),
        );
    }
    for (const [workload, share] of Object.entries(workloads)) {
        if (share > 10) {
            const message = `${share} per cent is more than production should pay for; write 10 at most`;
            error("sampling-in-production", message, "sampling", "workloads", workload);
        }
    }
}

function checkImages({ images = {} }: RawObservability, error: Say): void {
    const known = new Set(Object.keys(observabilityImages));
    for (const name of Object.keys(images)) {
        if (!known.has(name)) {
            const list = [...known].sort().join(", ");
            const message = `unknown image ${shown(name)}${didYouMean(name.slice(0, 80), known)}; known: ${list}`;
            error("unknown-image", message, "images", name);
        }
    }
}
