import { expectationsOf } from "../../audit/expectations";
import type { Service } from "../../components/graph";
import { accessLogFields } from "../../components/istio/values/accessLog";
import { readMesh } from "../../mesh";
import { readStackFile } from "../../stackFile";
import { root } from "./documents";

const nothing = Object.fromEntries(Object.keys(accessLogFields).map((field) => [field, null]));

/** What the proxies of the audited namespaces of a stack log when every declared call was made once, and no other. */
export function auditedLog(stackFile: string, today: string): string {
    const stack = readStackFile(stackFile);
    const mesh = "problems" in stack ? undefined : readMesh({ config: stack.config, folder: root, today });
    if (mesh?.ok !== true) {
        throw new Error(`${stackFile} cannot be read`);
    }
    const { graph, target } = mesh.value;
    const servers = [...expectationsOf(graph, target.trustDomain).workloads];
    const lines = servers.flatMap(([server, { edges }]) =>
        edges.flatMap(({ to, principal, ports, operations }) =>
            requestsOf(
                graph.services.get(to),
                operations.map(({ name }) => name),
            ).map((request) => ({
                ...nothing,
                port: [...ports][0],
                caller: `spiffe://${principal}`,
                server: `spiffe://${server}`,
                ...request,
            })),
        ),
    );
    return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** One request for each operation; one connection where a whole port is open. */
function requestsOf(service: Service | undefined, operations: readonly string[]): readonly object[] {
    if (operations.length === 0) {
        return [{ shadow_tcp: "allowed" }];
    }
    return operations.map((name) => {
        const { methods = [], paths = [] } = service?.operations.find((each) => each.name === name) ?? {};
        return { method: methods[0], path: paths[0]?.replace("*", "1"), shadow_http: "allowed" };
    });
}
