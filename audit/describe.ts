import type { DeniedCall } from "./tally";
import type { AuditVerdict, EdgeName, WorkloadVerdict } from "./verdict";

/** Most calls a person reads for one workload; JSON has all that were told apart. */
const mostShown = 20;

/** The verdict as sentences. */
export function describeAudit({ safe, lines, workloads }: AuditVerdict): string {
    const { read, audited, others, skipped } = lines;
    const ignored = Object.entries(skipped)
        .filter(([, count]) => count > 0)
        .map(([why, count]) => `${count} skipped (${why})`);
    const total = [`${audited} about audited workloads`, `${others} about others`, ...ignored].join(", ");
    if (workloads.length === 0) {
        return `no namespace of this stack is at stage audit: there is nothing to promote\n`;
    }
    const conclusion = safe
        ? "every audited namespace can be promoted to enforced"
        : `not yet: ${workloads.filter((each) => !each.safe).length} of ${workloads.length} workloads would lose calls or have not been seen`;
    return `${[...workloads.flatMap(describeWorkload), `${read} lines read: ${total}`, conclusion].join("\n")}\n`;
}

function describeWorkload(verdict: WorkloadVerdict): string[] {
    const { workload, safe, calls, denied, deniedBeside, unseen, waived, unseenOperations } = verdict;
    const shown = denied.slice(0, mostShown);
    const beside = denied.slice(mostShown).reduce((sum, { count }) => sum + count, deniedBeside);
    return [
        `${workload}: ${safe ? "ready" : "not ready"}, ${calls} calls seen`,
        ...shown.map((call) => `  would be refused ${call.count} ×: ${describeCall(call)}`),
        ...(beside === 0 ? [] : [`  would be refused ${beside} ×: further calls`]),
        ...unseen.map((edge) => `  never seen: ${describeEdge(edge)}`),
        ...waived.map((edge) => `  never seen, waived: ${describeEdge(edge)}`),
        ...unseenOperations.map(
            (edge) => `  seen, but never with operation "${edge.operation}": ${describeEdge(edge)}`,
        ),
    ];
}

function describeCall({ caller, method, path, port }: DeniedCall): string {
    const request = method === undefined ? "TCP" : `${plain(method)} ${plain(path ?? "")}`;
    return `${caller === undefined ? "a caller without identity" : plain(caller)}: ${request} on port ${port}`;
}

function describeEdge({ from, to }: EdgeName): string {
    return `${from} -> ${to}`;
}

/** What a caller chose to send, without anything a terminal would obey. */
function plain(text: string): string {
    const safe = text.replace(
        /[^\x21-\x7e]/g,
        (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    return safe.length > 200 ? `${safe.slice(0, 200)}…` : safe;
}
