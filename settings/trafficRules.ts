import type { Scope } from "../components/graph";
import { badDate, badLabelValue, badName } from "../components/graph/formats";
import { inStack, type Steps } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { daysBetween } from "../components/revisions";
import type { RawExperiment } from "./experimentSchema";
import { owns } from "./namespaceRules";
import { isProduction } from "./production";
import type { StackContent } from "./stackSchema";
import type { RawServiceRollout, RawWorkloadVersion } from "./trafficSchema";

/** Weights, versions and experiments, each by itself; whom they name is judged with the catalogue. */
export function checkTraffic(
    content: StackContent,
    { today, scope }: { readonly today: string; readonly scope: Scope },
): readonly Problem[] {
    const problems: Problem[] = [];
    const { environment = "", experimentsAllowed = false } = content;
    if (experimentsAllowed && isProduction(environment)) {
        const message = `faults reach whoever sends the header, so the environment "${environment}" has none; remove it, and every experiment with it`;
        problems.push(problem("experiments-in-production", inStack(["experimentsAllowed"]), message));
    }
    for (const [name, { services, workloads, experiments }] of Object.entries(content.namespaces ?? {})) {
        const error = (code: string, message: string, ...steps: Steps) => {
            problems.push(problem(code, inStack(["namespaces", name, ...steps]), message));
        };
        for (const [service, rollout] of Object.entries(services ?? {})) {
            checkWeights(rollout, (code, message, ...steps) =>
                error(code, message, "services", service, ...steps),
            );
        }
        for (const [workload, { versions }] of Object.entries(workloads ?? {})) {
            checkVersions(workload, versions ?? {}, (code, message, ...steps) =>
                error(code, message, "workloads", workload, "versions", ...steps),
            );
        }
        checkExperiments(experiments ?? {}, content, today, (severity, code, message, ...steps) => {
            const path = inStack(["namespaces", name, "experiments", ...steps]);
            // A date in somebody else's namespace is theirs to change.
            const its = severity === "warning" && owns(scope, name) ? "error" : severity;
            problems.push({ ...problem(code, path, message), severity: its });
        });
    }
    return problems;
}

type Fail = (code: string, message: string, ...steps: Steps) => void;

/** Istio takes any numbers and shares by their ratio, so a slip of one digit would not be noticed (TRF-20, X-14). */
function checkWeights({ weights }: RawServiceRollout, error: Fail): void {
    if (weights === undefined || typeof weights === "string") {
        return;
    }
    const all = Object.entries(weights);
    if (all.length < 2) {
        error(
            "lone-weight",
            "one weight shares nothing; name every subset that takes part, such as { v1: 90, v2: 10 }, or remove it",
            "weights",
        );
        return;
    }
    const sum = all.reduce((total, [, weight]) => total + weight, 0);
    if (sum !== 100) {
        const parts = all.map(([subset, weight]) => `${subset} ${weight}`).join(" + ");
        error("weights-sum", `${parts} is ${sum}; weights are per cent, make them 100 together`, "weights");
    }
}

/** A version is part of the name of its Deployment and the value of a label, and both take 63 characters. */
function checkVersions(
    workload: string,
    versions: Readonly<Record<string, RawWorkloadVersion>>,
    error: Fail,
): void {
    for (const version of Object.keys(versions)) {
        const trouble = badLabelValue(version) ?? badName(version);
        const name = `${workload}-${version}`;
        if (trouble !== undefined) {
            error(trouble.code, trouble.message, version);
        } else if (name.length > 63) {
            const message = `its Deployment would be "${name}", ${name.length} characters long; shorten the version so that it has 63 or fewer`;
            error("name-too-long", message, version);
        }
    }
}

type Say = (severity: "error" | "warning", code: string, message: string, ...steps: Steps) => void;

function checkExperiments(
    experiments: Readonly<Record<string, RawExperiment>>,
    { environment = "", experimentsAllowed = false }: StackContent,
    today: string,
    say: Say,
): void {
    for (const [name, raw] of Object.entries(experiments)) {
        if (!experimentsAllowed) {
            const message = isProduction(environment)
                ? `the environment "${environment}" runs no experiments; remove it`
                : "this stack runs no experiments; write meshwright:experimentsAllowed: true, or remove it";
            say("error", "experiments-not-allowed", message, name);
        }
        checkExperiment(name, raw, today, say);
    }
}

function checkExperiment(
    name: string,
    { delay, abort, until }: RawExperiment,
    today: string,
    say: Say,
): void {
    const trouble = badName(name);
    if (trouble !== undefined) {
        say("error", trouble.code, trouble.message, name);
    }
    if (delay === undefined && abort === undefined) {
        say("error", "experiment-without-fault", "injects nothing; write delay or abort, or both", name);
    }
    if (badDate(until) === undefined && daysBetween(today, until) < 0) {
        const message = `the experiment ended on ${until}; remove it, or set a new date`;
        say("warning", "experiment-ended", message, name, "until");
    }
}
