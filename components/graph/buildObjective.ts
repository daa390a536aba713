import { durationMilliseconds } from "./duration";
import type { ServiceObjective } from "./model";
import type { RawService } from "./sections/service";

export function buildObjective({ availability, latency }: NonNullable<RawService["slo"]>): ServiceObjective {
    return latency === undefined
        ? { availability }
        : {
              availability,
              latency: { percent: latency.percent, withinMs: durationMilliseconds(latency.within) ?? 0 },
          };
}
