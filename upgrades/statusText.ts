import type { Style } from "../accessReport/matrix";
import type { NextStep, Refusal } from "../components/revisions";
import type { ReportedRevision, ReportedTag, ReportedUse, StatusReport } from "./statusReport";
import { table } from "./table";
import { count, listed, userInWords } from "./words";

/** The status as a person wants to read it: the tables first, then what is wrong, last what to do. */
export function statusText(report: StatusReport, style: Style): string {
    return [
        ...clusterLines(report, style),
        "",
        ...revisionTable(report, style),
        "",
        ...tagTable(report, style),
        "",
        ...sharedLines(report),
        ...troubleLines(report.refusals, report.warnings, style),
        "",
        ...nextLines(report.next, style),
    ].join("\n");
}

/** What is looked at, and what of it could not be read. */
export function clusterLines(
    { stack, cluster, ownsControlPlane }: Pick<StatusReport, "stack" | "cluster" | "ownsControlPlane">,
    style: Style,
): readonly string[] {
    return [
        style.strong(`Stack ${stack} on ${cluster.name}`),
        ...(ownsControlPlane
            ? []
            : ["The control plane is another stack's: that one installs it, moves its tags and retires it."]),
        ...(cluster.read ? [] : [style.warning("The cluster could not be read; this is what is declared.")]),
        ...cluster.unread.map((each) => style.warning(`  not read: ${each}`)),
    ];
}

function revisionTable({ revisions, cluster }: StatusReport, style: Style): readonly string[] {
    const head = ["REVISION", "VERSION", "HEALTH", "TAGS", "NAMESPACES", "PROXIES", "CAN BE RETIRED"];
    const rows = revisions.map((each) => [
        each.name,
        versionOf(each),
        healthOf(each),
        listed(each.tags, each.tags.length),
        listed(each.namespaces),
        proxiesOf(each),
        // Why nothing is known stands above already.
        cluster.read ? retirable(each) : "unknown",
    ]);
    return revisions.length === 0
        ? ["No revision is declared, and none was seen."]
        : table(head, rows, style);
}

function versionOf({ declared, version }: ReportedRevision): string {
    const runs = version ?? declared ?? "-";
    return declared === null || version === null || version === declared
        ? runs
        : `${runs}, declared ${declared}`;
}

function healthOf({ health, pods, declared }: ReportedRevision): string {
    switch (health) {
        case "absent":
            return declared === null ? "gone" : "not installed";
        case "unknown":
            return "unknown";
        default:
            return `${health === "ready" ? "ready" : "not ready"} ${pods?.available ?? 0}/${pods?.wanted ?? 0}`;
    }
}

function proxiesOf({ proxies }: ReportedRevision): string {
    if (proxies === null) {
        return "unknown";
    }
    const versions = Object.keys(proxies);
    // One version needs no name: it is nearly always that of the control plane, which stands in the same line.
    return versions.length === 1
        ? `${proxies[versions[0] ?? ""]} of ${versions[0]}`
        : listed(versions.sort().map((version) => `${proxies[version]} of ${version}`));
}

function retirable({ use, declared, foreign, health }: ReportedRevision): string {
    if (foreign) {
        return `not this stack's; ${useInWords(use)}`;
    }
    if (health === "absent" && use.state === "free") {
        // There is nothing to retire.
        return "-";
    }
    const leaving = declared === null && health !== "absent" ? " (no longer declared)" : "";
    return `${use.state === "free" ? "yes" : useInWords(use)}${leaving}`;
}

function useInWords({ state, by, because }: ReportedUse): string {
    switch (state) {
        case "free":
            return "nothing uses it";
        case "used":
            return `no: used by ${by.length}: ${listed(by.map(userInWords))}`;
        case "unknown":
            return `unknown: ${because.join("; ")}`;
    }
}

function tagTable({ tags, validator }: StatusReport, style: Style): readonly string[] {
    const head = ["TAG", "POINTS TO", "DECLARED", "WEBHOOK", "SERVICE", "NOT FOLLOWED YET"];
    const rows = tags.map((each) => [
        each.name,
        each.revision ?? (each.webhook === null ? "unknown" : "not there"),
        each.declared ?? (each.foreign ? "not this stack's" : "no longer"),
        yesOrNo(each.webhook),
        yesOrNo(each.service),
        followers(each),
    ]);
    const judges =
        validator === "none"
            ? "No default validator: nothing judges configuration."
            : validator === "unknown"
              ? "Which control plane judges configuration is unknown."
              : `The default validator calls ${validator}; it moves with the tag default.`;
    return [
        ...(tags.length === 0 ? ["No tag is declared, and none was seen."] : table(head, rows, style)),
        judges,
    ];
}

function followers({ stale }: ReportedTag): string {
    return stale === null ? "unknown" : stale === 0 ? "-" : count(stale, "proxy");
}

function yesOrNo(value: boolean | null): string {
    return value === null ? "unknown" : value ? "yes" : "no";
}

function sharedLines({ cni, crds, kubernetes }: StatusReport): readonly string[] {
    const wanted = cni.declared === null || cni.declared === cni.version ? "" : `, declared ${cni.declared}`;
    return [
        `istio-cni   ${cni.version === "none" ? "not installed" : cni.version}${wanted}`,
        `CRDs        ${crds === "none" ? "not installed" : crds}`,
        `Kubernetes  ${kubernetes}`,
    ];
}

/** Refusals with those who stand in the way, then what is doubtful. */
export function troubleLines(
    refusals: readonly Refusal[],
    warnings: readonly string[],
    style: Style,
): readonly string[] {
    const refused = refusals.flatMap(({ message, users }) => [
        style.warning(`  refused: ${message}`),
        ...users.slice(0, 20).map((user) => `    ${userInWords(user)} ${user.because}`),
        ...(users.length > 20 ? [`    and ${users.length - 20} more`] : []),
    ]);
    const doubtful = warnings.map((each) => `  note: ${each}`);
    return refused.length + doubtful.length === 0 ? [] : ["", ...refused, ...doubtful];
}

export function nextLines({ sentence, change, command }: NextStep, style: Style): readonly string[] {
    return [
        `${style.strong("Next:")} ${sentence}`,
        ...(change === undefined ? [] : [`    ${change}`]),
        ...(command === undefined ? [] : [`    ${command}`]),
    ];
}
