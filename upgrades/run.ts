import { readOrExit } from "../commandHead";
import { type NextStep, nextStep, planRevisions } from "../components/revisions";
import { observeMesh } from "../components/revisions/observe";
import { parseCommandLine, usage } from "./commandLine";
import type { ExitCode, RevisionsIo } from "./io";
import { type OpenStack, openStack } from "./openStack";
import { planReport, planText } from "./planText";
import { reportedCluster } from "./reading";
import { runRestart } from "./restart/runRestart";
import { statusReport } from "./statusReport";
import { statusText } from "./statusText";

/**
 * The whole command. Answers 0 when all is well, 1 when something is refused or unhealthy, 2 for arguments or a stack
 * file that cannot be used, 3 when the cluster cannot be read, 130 when it was interrupted.
 */
export async function runRevisions(args: readonly string[], io: RevisionsIo): Promise<ExitCode> {
    const command = readOrExit(parseCommandLine(args), io, usage);
    if (typeof command === "number") {
        return command;
    }
    const stack = await openStack(command.stack, io);
    if ("trouble" in stack) {
        io.err(`${stack.trouble}\n`);
        return 2;
    }
    return command.verb === "restart"
        ? runRestart(command, stack, io)
        : look(command.verb, command.json, stack, io);
}

async function look(
    verb: "status" | "plan",
    json: boolean,
    stack: OpenStack,
    { read, today, out, style }: RevisionsIo,
): Promise<ExitCode> {
    const view = await read(stack.settings.cluster);
    const { declared } = stack;
    const cluster = reportedCluster(stack.cluster, view);
    const observed = observeMesh(view, declared);
    const plan = planRevisions(declared, observed, { today });
    if (verb === "plan") {
        const report = planReport(stack, cluster, plan);
        out(`${json ? asJson(report) : planText(report, stack.update, style)}\n`);
    } else {
        const next = forStack(nextStep(declared, observed, plan), stack);
        const report = statusReport({ stack: stack.name, cluster, declared, observed, plan, next });
        out(`${json ? asJson(report) : statusText(report, style)}\n`);
    }
    if (!cluster.read) {
        return 3;
    }
    const sick = [...(observed.revisions ?? [])].some(
        ([name, { health }]) => health === "unready" && declared.revisions.has(name),
    );
    return plan.refusals.length > 0 || sick ? 1 : 0;
}

/** The same step in the words of this stack: in a lab another command updates, and only `dev` needs no name. */
function forStack({ command, ...step }: NextStep, { update, flag }: OpenStack): NextStep {
    if (command === undefined) {
        return step;
    }
    const own =
        command.startsWith("npm run revisions") && flag !== "--stack dev" ? `${command} ${flag}` : command;
    return { ...step, command: command === "pulumi up" ? update : own };
}

function asJson(report: unknown): string {
    return JSON.stringify(report, undefined, 4);
}
