import type { Props } from "../crossguard";
import { closedEgress, meshConfigMap, telemetry } from "../objects";

/** What is written down about requests. */
export function observabilityObjects(): Props[] {
    return [
        meshConfigMap({ ...closedEgress, accessLogFormat: "%REQ(X-REQUEST-ID)%" }),
        telemetry({ tracing: [{ customTags: { id: { header: { name: "x-request-id" } } } }] }),
    ];
}
