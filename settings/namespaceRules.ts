import type { Scope } from "../components/graph";
import { badDate, badName } from "../components/graph/formats";
import { isReservedNamespace, reservedNamespaceMessage } from "../components/graph/rules/namespaces";
import { inStack, type Steps, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { daysBetween } from "../components/revisions";
import { didYouMean } from "../components/suggestion";
import type { StackContent } from "./stackSchema";

/** A dated stage that ends within this many days is worth a warning. */
const noticeDays = 14;

type RawNamespace = NonNullable<StackContent["namespaces"]>[string];
type Say = (code: string, message: string, ...steps: Steps) => void;

export interface NamespaceContext {
    readonly today: string;
    readonly scope: Scope;
    /** Names of every declared tag; absent when the tags could not be read. */
    readonly tags: ReadonlySet<string> | undefined;
}

/** Stages, their dates and their tags. */
export function checkNamespaces({ namespaces }: StackContent, context: NamespaceContext): readonly Problem[] {
    const problems: Problem[] = [];
    for (const [name, namespace] of Object.entries(namespaces ?? {})) {
        const error: Say = (code, message, ...steps) => {
            problems.push(problem(code, inStack(["namespaces", name, ...steps]), message));
        };
        const warning: Say = (code, message, ...steps) => {
            problems.push({
                ...problem(code, inStack(["namespaces", name, ...steps]), message),
                severity: "warning",
            });
        };
        const trouble = badName(name);
        if (trouble !== undefined) {
            error(trouble.code, trouble.message);
        } else if (isReservedNamespace(name)) {
            error("reserved-namespace", reservedNamespaceMessage(name));
        }
        checkDate(namespace, owns(context.scope, name) ? error : warning, warning, error, context.today);
        checkTag(namespace, context.tags, error);
        checkRollWithTag(namespace, error);
    }
    return problems;
}

/** Whether what is wrong in the namespace is this stack's to put right. */
export function owns(scope: Scope, name: string): boolean {
    return scope.kind === "all" || (scope.kind === "namespaces" && scope.names.includes(name));
}

/** Passing through is allowed, staying is not: a stage that lets everything in has an end that someone chose. */
function checkDate({ stage, until }: RawNamespace, ended: Say, soon: Say, error: Say, today: string): void {
    const dated = stage === "observed" || stage === "audit";
    if (!dated) {
        if (until !== undefined) {
            error(
                "until-elsewhere",
                `only the stages observed and audit end on a date, this is ${stage}; remove it`,
                "until",
            );
        }
        return;
    }
    if (until === undefined) {
        error(
            "until-missing",
            `missing; the stage ${stage} lets calls through that enforced would refuse, so say until when: "YYYY-MM-DD"`,
            "until",
        );
        return;
    }
    if (badDate(until) !== undefined) {
        return;
    }
    const left = daysBetween(today, until);
    if (left < 0) {
        ended(
            "stage-ended",
            `stage ${stage} ended on ${until}: promote it to ${next(stage)} or set a new date`,
            "until",
        );
    } else if (left <= noticeDays) {
        soon(
            "stage-ends-soon",
            `stage ${stage} ends on ${until}, in ${left} days: promote it to ${next(stage)} or set a new date`,
            "until",
        );
    }
}

function next(stage: "observed" | "audit"): string {
    return stage === "observed" ? "audit or enforced" : "enforced";
}

/** Only a pod template that this program writes can change with the tag. */
function checkRollWithTag({ stage, deploy, rollWithTag }: RawNamespace, error: Say): void {
    if (rollWithTag !== true) {
        return;
    }
    if (stage === "off") {
        const message =
            "nothing is injected at stage off, so no tag moves its pods; remove it or raise the stage";
        error("roll-on-off", message, "rollWithTag");
    } else if (deploy !== true) {
        const message =
            "only pods that this program deploys restart with the tag; write deploy: true, or remove it and restart them with npm run revisions -- restart";
        error("roll-without-deploy", message, "rollWithTag");
    }
}

function checkTag({ stage, tag }: RawNamespace, tags: ReadonlySet<string> | undefined, error: Say): void {
    if (stage === "off") {
        if (tag !== undefined) {
            error(
                "tag-on-off",
                "nothing is injected at stage off, so a tag has no effect; remove it or raise the stage",
                "tag",
            );
        }
        return;
    }
    const wanted = tag ?? "stable";
    if (tags === undefined || tags.has(wanted)) {
        return;
    }
    const known = [...tags].join(", ");
    const what =
        tag === undefined
            ? `the tag "stable", which is meant when none is written, is not declared`
            : `unknown tag ${shown(tag)}`;
    error(
        "unknown-tag",
        `${what}${didYouMean(wanted.slice(0, 80), tags)}; declared in meshwright:tags: ${known}`,
        "tag",
    );
}
