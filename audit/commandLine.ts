import { parseArgs } from "node:util";
import { asksForHelp } from "../commandHead";
import { stackFileOf } from "../stackFlags";

export interface AuditCommand {
    /** Path of the stack file. */
    readonly stackFile: string;
    /** Path of a log, or `-` for standard input. */
    readonly logs: string;
    readonly json: boolean;
    /** Edges that need not have been seen, as `from=to`; `all` waives every one. */
    readonly waived: readonly string[];
}

export const usage = `usage: npm run access -- audit --stack STACK --from-logs FILE|- [--waive FROM=TO]… [--json]
  --stack      name of a stack (dev, prod, …: Pulumi.<stack>.yaml) or path of a stack file
  --from-logs  access log of the audited workloads' proxies, or - to read it from standard input, as in
               kubectl logs --namespace NAMESPACE --selector app --container istio-proxy --tail -1 | npm run …
  --waive      a declared call that need not have been seen, such as orders/nightly=orders/payments; or all
  --json       the verdict as JSON
answers 0 when the audited namespaces can be promoted, 1 when they cannot yet, 2 when it cannot tell`;

/** Either the command or what is wrong with the arguments. */
export function parseAuditCommand(
    args: readonly string[],
): AuditCommand | "help" | { readonly problems: readonly string[] } {
    if (asksForHelp(args)) {
        return "help";
    }
    try {
        const { values } = parseArgs({
            args: [...args],
            strict: true,
            allowPositionals: false,
            options: {
                stack: { type: "string" },
                "from-logs": { type: "string" },
                waive: { type: "string", multiple: true },
                json: { type: "boolean" },
            },
        });
        const { stack, "from-logs": logs, waive: waived = [], json = false } = values;
        if (stack === undefined || stack === "" || logs === undefined || logs === "") {
            const missing = stack === undefined || stack === "" ? "--stack" : "--from-logs";
            return { problems: [`${missing} is missing`] };
        }
        const malformed = waived.find((each) => each !== "all" && !/^[^=]+=[^=]+$/.test(each));
        if (malformed !== undefined) {
            return { problems: [`--waive ${JSON.stringify(malformed)} is not FROM=TO`] };
        }
        return { stackFile: stackFileOf(stack), logs, json, waived };
    } catch (error) {
        return { problems: [error instanceof Error ? error.message : String(error)] };
    }
}
