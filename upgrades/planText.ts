import type { Style } from "../accessReport/matrix";
import type { PlanStep, RevisionPlan, TagPart } from "../components/revisions";
import type { OpenStack } from "./openStack";
import type { ReportedCluster } from "./statusReport";
import { clusterLines, troubleLines } from "./statusText";
import { count, userInWords } from "./words";

/** Who does a step: the engine in one update, a command, or people. */
export type Doer = "update" | "command" | "people";

/** A plan, as data. The shape is a contract: fields are added, never renamed. */
export interface PlanReport {
    readonly stack: string;
    readonly cluster: ReportedCluster;
    /** Whether this stack installs, moves and retires; else another one does. */
    readonly ownsControlPlane: boolean;
    readonly steps: readonly (PlanStep & { readonly doer: Doer; readonly sentence: string })[];
    readonly refusals: RevisionPlan["refusals"];
    readonly warnings: readonly string[];
}

export function planReport(
    { name, flag, declared }: Pick<OpenStack, "name" | "flag" | "declared">,
    cluster: ReportedCluster,
    { steps, refusals, warnings }: RevisionPlan,
): PlanReport {
    return {
        stack: name,
        cluster,
        ownsControlPlane: declared.ownsControlPlane !== false,
        steps: steps.map((step) => ({ ...step, doer: doerOf(step), sentence: sentenceOf(step, flag) })),
        refusals,
        warnings,
    };
}

/** Numbered steps, in the order in which every prefix leaves a mesh that works. */
export function planText(report: PlanReport, update: string, style: Style): string {
    const { steps, refusals, warnings } = report;
    const words: Readonly<Record<Doer, string>> = {
        update: update,
        command: "then, a command",
        people: "whoever owns it",
    };
    const width = Math.max(...Object.values(words).map(({ length }) => length));
    const numbered = steps.flatMap((step, index) => [
        `${String(index + 1).padStart(3)}. ${style.faint(words[step.doer].padEnd(width))}  ${step.sentence}`,
        ...(step.kind === "drain"
            ? step.users.slice(0, 20).map((user) => `       ${userInWords(user)} ${user.because}`)
            : []),
    ]);
    return [
        ...clusterLines(report, style),
        ...(report.cluster.read || steps.length === 0
            ? []
            : ["Everything of the cluster is unknown, so every step is planned as if nothing were there."]),
        "",
        ...(steps.length === 0 ? [nothingOf(report)] : numbered),
        ...troubleLines(refusals, warnings, style),
    ].join("\n");
}

/** Why there is no step. */
function nothingOf({ cluster, ownsControlPlane, refusals }: PlanReport): string {
    if (refusals.length > 0) {
        return "Nothing is done while something is refused: a stack file is not applied in part.";
    }
    if (!cluster.read) {
        return "Whether anything has to follow is unknown.";
    }
    return ownsControlPlane
        ? "Nothing to do: the cluster is what the stack file declares."
        : "Nothing to do: every proxy that could be seen runs what its tag points to.";
}

function doerOf({ kind }: PlanStep): Doer {
    return kind === "restart" ? "command" : kind === "drain" ? "people" : "update";
}

function sentenceOf(step: PlanStep, flag: string): string {
    const from = "from" in step && step.from !== undefined ? ` from ${step.from}` : "";
    switch (step.kind) {
        case "crds":
            return `Istio's CRDs become those of ${step.to}${from === "" ? "" : `, now of ${step.from}`}; they serve older control planes too, and never go back`;
        case "install":
            return `install the control plane ${step.revision} (Istio ${step.version}) beside what is there; nothing uses it yet`;
        case "move-tag":
            if (step.broken !== undefined) {
                return repaired(`the tag ${step.tag}`, step.broken);
            }
            return `${pointed(`the tag ${step.tag}`, from)} ${step.to}: pods that start from then on get its proxy`;
        case "move-default":
            if (step.broken !== undefined) {
                return repaired("the tag default", step.broken);
            }
            return `${pointed("the tag default and the default validator", from)} ${step.to}: from then on it judges configuration`;
        case "restart":
            return `restart ${count(step.pods, "pod")} of the tag ${step.tag}, in waves: npm run revisions -- restart --tag ${step.tag} ${flag}`;
        case "cni":
            return `istio-cni becomes ${step.to}${from === "" ? "" : `, now ${step.from}`}, on all nodes one after the other`;
        case "drain":
            return `move ${count(step.users.length, "user")} of ${step.revision} to another revision, so that it can be retired`;
        case "remove-tag":
            return `remove the tag ${step.tag}: webhook and Service; nothing follows it`;
        case "retire":
            return `remove the control plane ${step.revision}; nothing uses it`;
    }
}

const parts: Readonly<Record<TagPart, string>> = {
    webhook: "its webhook is missing",
    service: "its Service is missing or leads elsewhere",
    validator: "the default validator is missing or calls something else",
};

/** The engine believes its own record of what is there, until it is told to look. */
function repaired(what: string, broken: readonly TagPart[]): string {
    const wrong = broken.map((part) => parts[part]).join(", ");
    return `repair ${what}: ${wrong}; the update sees that with --refresh only`;
}

function pointed(what: string, from: string): string {
    return from === "" ? `let ${what} point to` : `move ${what}${from} to`;
}
