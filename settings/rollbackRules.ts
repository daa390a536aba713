import { badDate } from "../components/graph/formats";
import { inStack } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { checkDatedReason, daysBetween, type RollbackTarget } from "../components/revisions";
import type { StackContent } from "./stackSchema";

const words = {
    noun: "rollback",
    aNoun: "a rollback",
    why: "why the mesh is taken back",
    instead: "remove it, which is the way forward",
} as const;

/** What a rollback means, for whoever reads the warning and has not written it. */
const meaning: Readonly<Record<RollbackTarget, string>> = {
    observed: "proxies run and refuse nothing",
    uninjected: "no pod that starts gets a proxy, and those that still run refuse nothing",
    unmeshed: "there is no Istio",
};

/** A rollback has a reason and an end, and is never silent. */
export function checkRollback({ rollback }: StackContent, today: string): readonly Problem[] {
    if (rollback === undefined || badDate(rollback.until) !== undefined) {
        return [];
    }
    const { to, reason, until } = rollback;
    const problems = checkDatedReason(rollback, today, (key) => inStack(["rollback", key]), words);
    if (problems.length > 0) {
        return problems;
    }
    const left = daysBetween(today, until);
    const end = left === 0 ? "today is its last day" : `${left} ${left === 1 ? "day" : "days"} left`;
    const message = `${meaning[to]}, until ${until} (${end}): ${reason.trim()}`;
    return [{ ...problem("rolled-back", inStack(["rollback"]), message), severity: "warning" }];
}
