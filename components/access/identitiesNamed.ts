import type { Enforcement } from "./enforcement";
import type { Condition } from "./policy";
import { inTrustDomain, principalOf } from "./source";
import type { Mesh, WorkloadRef } from "./workload";

/** Stands for whatever a policy leaves open in a name. No name in Kubernetes holds it. */
export const unnamed = "?";

/**
 * The identities that a server's policies speak of, whether anything runs as them or not: for what is said of many, of a
 * namespace or with a `*`, one that nobody has. Who opens a server to a namespace that is not there yet opens it.
 */
export function identitiesNamed(enforcement: Enforcement, server: WorkloadRef): readonly string[] {
    const { mesh } = enforcement;
    const named = enforcement.policiesAt(server).flatMap(({ rules, namespace }) =>
        rules.flatMap(({ from, when }) => {
            const all = [...from.flat(), ...when];
            const domains = valuesOf(all, "trustDomains").map((each) => each.replaceAll("*", unnamed));
            const places = [
                ...valuesOf(all, "namespaces").map((each) => [each, unnamed]),
                ...valuesOf(all, "serviceAccounts").map((each) => accountIn(each, namespace)),
            ] as readonly (readonly [string, string])[];
            const anywhere = domains.length === 0 ? [] : [[unnamed, unnamed] as const];
            return [
                ...valuesOf(all, "principals").map((each) => completed(each, mesh)),
                ...[...places, ...anywhere].flatMap(([home, serviceAccount]) =>
                    [undefined, ...domains].map((trustDomain) =>
                        principalOf(
                            {
                                namespace: home.replaceAll("*", unnamed),
                                serviceAccount,
                                ...(trustDomain === undefined ? {} : { trustDomain }),
                            },
                            mesh.trustDomain,
                        ),
                    ),
                ),
            ];
        }),
    );
    return [...new Set(named)];
}

function valuesOf(conditions: readonly Condition[], wanted: string): readonly string[] {
    return conditions.flatMap(({ field, values = [] }) => (field === wanted ? values : []));
}

function accountIn(value: string, namespace: string): readonly [string, string] {
    const slash = value.indexOf("/");
    return slash < 0 ? [namespace, value] : [value.slice(0, slash), value.slice(slash + 1)];
}

/** What a value with a `*` stands for, part by part from the end where it is not: `a/ns/b/*` is `a/ns/b/sa/?`. */
function completed(value: string, mesh: Mesh): string {
    const whole = inTrustDomain(value, mesh);
    const shape = [mesh.trustDomain, "ns", unnamed, "sa", unnamed];
    if (whole.startsWith("*")) {
        const [open = "", ...parts] = whole.slice(1).split("/");
        const at = shape.length - parts.length - 1;
        const own = shape[at] ?? "";
        return [
            ...shape.slice(0, Math.max(0, at)),
            own.endsWith(open) ? own : `${unnamed}${open}`,
            ...parts,
        ].join("/");
    }
    if (whole.endsWith("*")) {
        const parts = whole.slice(0, -1).split("/");
        const open = parts.pop() ?? "";
        const own = shape[parts.length] ?? "";
        return [
            ...parts,
            own.startsWith(open) ? own : `${open}${unnamed}`,
            ...shape.slice(parts.length + 1),
        ].join("/");
    }
    return whole;
}
