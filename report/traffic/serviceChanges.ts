import type { NamedWorkload } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { enumerated, idOf } from "../objects/names";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";

/**
 * Names by which callers reach a workload that stays: a host is what callers have in their configuration, whoever may
 * call it. Of a workload that comes or goes, who may call what tells.
 */
export function serviceChanges(before: Side, after: Side): readonly Statement[] {
    const are = new Set(after.workloads.map(idOf));
    const stays = new Set(before.workloads.map(idOf).filter((id) => are.has(id)));
    const [left, right] = [before, after].map((side) => behindServices(side));
    const onlyIn = (one: Behind | undefined, other: Behind | undefined): Behind =>
        new Map(
            [...(one ?? [])].filter(
                ([id, workloads]) => !other?.has(id) && workloads.some((each) => stays.has(each)),
            ),
        );
    const [gone, fresh] = [onlyIn(left, right), onlyIn(right, left)];
    const replacing = (workloads: readonly string[]): readonly string[] =>
        [...fresh].filter(([, others]) => others.some((each) => workloads.includes(each))).map(([id]) => id);
    const told = new Set([...gone.values()].flatMap(replacing));
    return [
        ...[...gone].map(([id, workloads]) => {
            const names = replacing(workloads);
            return names.length === 0
                ? `Service ${id} is gone; it led to ${enumerated(workloads)}`
                : `Service ${id} is gone: callers reach ${enumerated(workloads)} as ${enumerated(names)} now`;
        }),
        ...[...fresh]
            .filter(([id]) => !told.has(id))
            .map(
                ([id, workloads]) =>
                    `Service ${id} is new: callers reach ${enumerated(workloads)} by that name as well`,
            ),
    ].map((sentence) => changes("traffic", sentence));
}

type Behind = ReadonlyMap<string, readonly string[]>;

/** The workloads behind each Service, by ids. */
function behindServices({ objects, brought, workloads }: Side): Behind {
    const byNamespace = new Map<string, NamedWorkload[]>();
    for (const workload of workloads) {
        byNamespace.set(workload.namespace, [...(byNamespace.get(workload.namespace) ?? []), workload]);
    }
    return new Map(
        [...objects, ...brought]
            .filter(({ kind, apiVersion }) => kind === "Service" && apiVersion === "v1")
            .map((service) => [
                idOf(service.metadata),
                (byNamespace.get(service.metadata.namespace ?? "default") ?? [])
                    .filter(({ labels }) => isSelected(service, labels))
                    .map(idOf),
            ]),
    );
}

function isSelected({ spec }: Manifest, labels: NamedWorkload["labels"]): boolean {
    const { selector = {} } = (spec ?? {}) as { readonly selector?: Readonly<Record<string, string>> };
    const wanted = Object.entries(selector);
    return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}
