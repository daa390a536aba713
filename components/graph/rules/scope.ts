import type { Catalogue } from "../catalogue";
import type { Report } from "../report";
import type { Scope } from "../scope";
import { inStack } from "../shape/location";

/** A stack can only own namespaces that the catalogue describes. */
export function checkScope({ names: known, complete }: Catalogue, scope: Scope, report: Report): void {
    if (scope.kind === "namespaces" && complete) {
        for (const [index, name] of scope.names.entries()) {
            if (!known.has(name)) {
                report.unknown("namespace", inStack(["scope", index]), name, known);
            }
        }
    }
}
