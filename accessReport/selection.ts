import { didYouMean } from "../components/suggestion";
import type { Mesh } from "../mesh";
import type { ReportedPair } from "./report";

/** Which pairs are asked for. Ids are those of workloads, hosts, and `outside`. */
export interface Selection {
    readonly isCaller: (id: string) => boolean;
    readonly isCallee: (id: string) => boolean;
    /** Whether callers or callees are only some. */
    readonly isNarrow: boolean;
    /** Whether one pair is asked for, so that its refusal is an answer too. */
    readonly isExact: boolean;
    /** Of the pairs with an asked caller and callee, those that are asked for; all of them where it is absent. */
    readonly isPair?: (ends: Pick<ReportedPair, "way" | "from" | "to">) => boolean;
}

/** The pairs that two names of the command line stand for, or what is wrong with the names. */
export function selectionOf(
    { graph }: Mesh,
    from: string | undefined,
    to: string | undefined,
): Selection | { readonly problems: readonly string[] } {
    const workloads = [...graph.workloads.keys()];
    const services = new Map([...graph.services.values()].map(({ id, workload }) => [id, workload]));
    const publicHosts = [...graph.platform.publicHosts.values()].map(({ hostname }) => hostname);
    const hosts = [
        ...graph.externals.keys(),
        ...[...graph.stores.values()].map(({ host }) => host),
        ...publicHosts,
    ];
    const namespaces = [...graph.namespaces.keys()];
    const callers = from === undefined ? undefined : idsOf(from, workloads, new Map(), [], namespaces);
    const callees = to === undefined ? undefined : idsOf(to, workloads, services, hosts, namespaces);
    const problems = [
        ...(from !== undefined && callers?.length === 0
            ? [
                  unknown(
                      "--from",
                      from,
                      [...workloads, ...namespaces, "outside"],
                      "a workload, a namespace or outside",
                  ),
              ]
            : []),
        ...(to !== undefined && callees?.length === 0
            ? [
                  unknown(
                      "--to",
                      to,
                      [...workloads, ...services.keys(), ...hosts, ...namespaces, "outside"],
                      "a workload, a service, a namespace, a public host or a host outside",
                  ),
              ]
            : []),
    ];
    return problems.length > 0
        ? { problems }
        : {
              isCaller: isIn(callers),
              isCallee: isIn(callees),
              isNarrow: callers !== undefined || callees !== undefined,
              isExact: callers?.length === 1 && callees?.length === 1,
          };
}

function isIn(ids: readonly string[] | undefined): (id: string) => boolean {
    const set = new Set(ids);
    return (id) => ids === undefined || set.has(id);
}

/** An id, a name that only one workload or service has, a host, or all workloads of a namespace. */
function idsOf(
    name: string,
    workloads: readonly string[],
    services: ReadonlyMap<string, string>,
    hosts: readonly string[],
    namespaces: readonly string[],
): readonly string[] {
    if (name === "outside" || hosts.includes(name)) {
        return [name];
    }
    if (name.includes("/")) {
        return workloads.includes(name) ? [name] : [services.get(name) ?? []].flat();
    }
    if (namespaces.includes(name)) {
        return workloads.filter((id) => id.startsWith(`${name}/`));
    }
    const named = [...workloads, ...services.keys()].filter((id) => id.endsWith(`/${name}`));
    const ids = new Set(named.map((id) => (workloads.includes(id) ? id : (services.get(id) ?? id))));
    return [...ids];
}

function unknown(flag: string, name: string, known: readonly string[], allowed: string): string {
    const short = known.flatMap((id) => (id.includes("/") ? [id, id.slice(id.indexOf("/") + 1)] : [id]));
    return `${flag}: there is no "${name}"${didYouMean(name, short)}; name ${allowed}`;
}
