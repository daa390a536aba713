import type { Props } from "../crossguard";
import { closedEgress, meshConfigMap, telemetry } from "../objects";

/** What is written down about requests. */
export function observabilityObjects(): Props[] {
    return [
        meshConfigMap({
            ...closedEgress,
            pathNormalization: { normalization: "DECODE_AND_MERGE_SLASHES" },
            accessLogFile: "/dev/stdout",
            accessLogFormat: "%REQ(X-REQUEST-ID)%",
        }),
        telemetry({ tracing: [{ customTags: { id: { header: { name: "x-request-id" } } } }] }),
    ];
}
