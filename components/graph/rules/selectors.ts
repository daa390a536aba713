import { type Catalogue, type DeclaredNamespace, workloadsOf } from "../catalogue";
import type { Report } from "../report";

interface Selected {
    readonly name: string;
    readonly labels: ReadonlyMap<string, string>;
}

/** Pair by pair is for the odd few without a common label; a namespace full of them is refused instead. */
const mostPairs = 1_000_000;

/** No pod may belong to two workloads: it would carry the policies of both. */
export function checkSelectors({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        const selected = workloadsOf(namespace).map(([name, { selector = { app: name } }]) => ({
            name,
            labels: new Map(Object.entries(selector)),
        }));
        findOverlaps(namespace, selected, report);
    }
}

/** Workloads that give one label different values share no pod, so only those with the same value are compared. */
function findOverlaps(namespace: DeclaredNamespace, workloads: readonly Selected[], report: Report): void {
    const label = tellingLabel(workloads);
    if (label === undefined) {
        const [first, ...others] = workloads;
        for (const other of first === undefined ? [] : others) {
            reportOverlap(namespace, other, first as Selected, report);
        }
        return;
    }
    const groups = new Map<string, Selected[]>();
    const unlabelled = workloads.filter(({ labels }) => !labels.has(label));
    for (const workload of workloads) {
        const value = workload.labels.get(label);
        if (value !== undefined) {
            const group = groups.get(value) ?? [];
            group.push(workload);
            groups.set(value, group);
        }
    }
    if (unlabelled.length * workloads.length > mostPairs) {
        const message = `${unlabelled.length} workloads do not select by "${label}" as the others do, too many to compare; add it`;
        report.error("selectors-not-comparable", namespace.at("workloads"), message);
        return;
    }
    for (const workload of unlabelled) {
        const other = workloads.find((each) => each !== workload && compatible(each.labels, workload.labels));
        if (other !== undefined) {
            reportOverlap(namespace, workload, other, report);
        }
    }
    for (const group of groups.values()) {
        findOverlaps(namespace, group, report);
    }
}

/** The label that most workloads have, among those with more than one value. */
function tellingLabel(workloads: readonly Selected[]): string | undefined {
    const values = new Map<string, { holders: number; first: string; varies: boolean }>();
    for (const { labels } of workloads) {
        for (const [key, value] of labels) {
            const seen = values.get(key) ?? { holders: 0, first: value, varies: false };
            seen.holders += 1;
            seen.varies ||= seen.first !== value;
            values.set(key, seen);
        }
    }
    const telling = [...values].filter(([, { varies }]) => varies);
    return telling.sort(([, left], [, right]) => right.holders - left.holders)[0]?.[0];
}

function compatible(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): boolean {
    return [...left].every(([key, value]) => (right.get(key) ?? value) === value);
}

function reportOverlap(namespace: DeclaredNamespace, one: Selected, other: Selected, report: Report): void {
    const message = `a pod could belong to this workload and to "${other.name}" (${text(other)}); give one label, such as app, a different value in each`;
    report.error("overlapping-selectors", namespace.at("workloads", one.name, "selector"), message);
}

function text({ labels }: Selected): string {
    return [...labels].map(([key, value]) => `${key}=${value}`).join(", ");
}
