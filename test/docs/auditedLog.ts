import { expectationsOf } from "../../audit/expectations";
import { accessLogFields } from "../../components/istio/values/accessLog";
import { readMesh } from "../../mesh";
import { readStackFile } from "../../stackFile";
import { root } from "./documents";

/** What the proxies of the audited namespaces of a stack log when every declared call was made once, and no other. */
export function auditedLog(stackFile: string, today: string): string {
    const stack = readStackFile(stackFile);
    const mesh = "problems" in stack ? undefined : readMesh({ config: stack.config, folder: root, today });
    if (mesh?.ok !== true) {
        throw new Error(`${stackFile} cannot be read`);
    }
    const { graph, target } = mesh.value;
    const nothing = Object.fromEntries(Object.keys(accessLogFields).map((field) => [field, null]));
    const lines: string[] = [];
    for (const [server, { edges }] of expectationsOf(graph, target.trustDomain).workloads) {
        for (const { to, principal, ports, operations } of edges) {
            const line = {
                ...nothing,
                port: [...ports][0],
                caller: `spiffe://${principal}`,
                server: `spiffe://${server}`,
            };
            const asked = operations.map(({ name }) =>
                graph.services.get(to)?.operations.find((each) => each.name === name),
            );
            lines.push(
                ...(operations.length === 0
                    ? [{ ...line, shadow_tcp: "allowed", shadow_http: "allowed" }]
                    : []
                ).map((each) => JSON.stringify(each)),
                ...asked.map((operation) =>
                    JSON.stringify({
                        ...line,
                        method: operation?.methods[0],
                        path: operation?.paths[0]?.replace("*", "1"),
                        shadow_http: "allowed",
                    }),
                ),
            );
        }
    }
    return `${lines.join("\n")}\n`;
}
