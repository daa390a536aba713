import { unnamed } from "../../components/access";

/**
 * Who calls, as a reader finds it in a policy: an identity without a workload by its account and namespace, one that
 * stands for many by what the policy says of them. `domains` are those of the mesh, which go without saying.
 * Workloads and what is no identity are as they are.
 */
export function identityInWords(from: string, domains: readonly string[]): string {
    const [, domain = "", namespace, account] = /^([^/]+)\/ns\/([^/]+)\/sa\/(.+)$/.exec(from) ?? [];
    if (namespace === undefined || account === undefined) {
        return from;
    }
    const written = (text: string): string => text.replaceAll(unnamed, "*");
    const where = domains.includes(domain) ? "" : ` of trust domain ${written(domain)}`;
    return account !== unnamed
        ? `account ${written(namespace)}/${written(account)}${where}`
        : namespace === unnamed
          ? `any account${where}`
          : `any other account of ${namespace.includes(unnamed) ? "namespaces" : "namespace"} ${written(namespace)}${where}`;
}
