import { type Problem, problem } from "../problems";
import { type IstioMinor, istioMinors } from "../versions";
import { daysBetween } from "./calendar";
import { excepted, type VersionException } from "./exceptions";

/** A minor that ends within this many days is worth a warning. */
const noticeDays = 30;

/**
 * Whether a revision's version is one to run: a minor we know, at or above its security floor, not past its end of
 * life, on a Kubernetes that Istio tests it with where that is told. An exception that holds silences its rule and is
 * named in a warning instead.
 */
export function checkSupport(
    version: string,
    path: string,
    {
        today,
        exceptions,
        kubernetes,
        minors = istioMinors,
    }: {
        readonly today: string;
        readonly exceptions: readonly VersionException[];
        /** `major.minor` of the cluster. */
        readonly kubernetes?: string;
        readonly minors?: readonly IstioMinor[];
    },
): readonly Problem[] {
    const minor = minors.find((each) => version.startsWith(`${each.minor}.`));
    if (minor === undefined) {
        const known = minors.map((each) => `${each.minor} (from ${each.securityFloor})`).join(", ");
        return [
            problem(
                "istio-unknown-minor",
                path,
                `Istio ${version} is not supported here; supported: ${known}`,
            ),
        ];
    }
    const judge = (rule: VersionException["rule"], message: string): Problem =>
        excepted(problem(rule, path, message), exceptions);
    const problems: Problem[] = [];
    if (compareVersions(version, minor.securityFloor) < 0) {
        const message = `Istio ${version} has known vulnerabilities; use ${minor.securityFloor} or a later ${minor.minor}`;
        problems.push(judge("istio-security-floor", message));
    }
    const left =
        minor.endOfLife === undefined ? Number.POSITIVE_INFINITY : daysBetween(today, minor.endOfLife);
    if (left < 0) {
        const message = `Istio ${minor.minor} gets no fixes since ${minor.endOfLife}; move to ${newest(minors)}`;
        problems.push(judge("istio-end-of-life", message));
    } else if (left <= noticeDays) {
        const message = `Istio ${minor.minor} gets no fixes after ${minor.endOfLife}; plan the move to ${newest(minors)}`;
        problems.push({ ...problem("istio-end-of-life-soon", path, message), severity: "warning" });
    }
    if (kubernetes !== undefined && !runsOn(kubernetes, minor)) {
        const { oldest, newest: last } = minor.kubernetes;
        const message = `Istio ${minor.minor} runs on Kubernetes ${oldest} to ${last}, and this cluster has ${kubernetes}; choose another Istio or move the cluster first`;
        problems.push(judge("istio-kubernetes", message));
    }
    return problems;
}

/** Whether Istio tests the minor with this Kubernetes, `major.minor`. */
export function runsOn(kubernetes: string, minor: IstioMinor): boolean {
    return (
        compareVersions(kubernetes, minor.kubernetes.oldest) >= 0 &&
        compareVersions(kubernetes, minor.kubernetes.newest) <= 0
    );
}

function newest(minors: readonly IstioMinor[]): string {
    return (
        [...minors].sort((left, right) => compareVersions(left.minor, right.minor)).at(-1)?.securityFloor ??
        ""
    );
}

/** Negative when the first of two dotted numeric versions is older. */
export function compareVersions(left: string, right: string): number {
    const rights = right.split(".").map(Number);
    const differences = left.split(".").map((part, index) => Number(part) - (rights[index] ?? 0));
    return differences.find((difference) => difference !== 0) ?? 0;
}
