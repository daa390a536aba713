import { controlPlaneScenarios } from "./controlPlane";
import type { ScenarioOf } from "./model";
import { serviceScenarios } from "./services";
import { telemetryScenarios } from "./telemetry";
import { trafficScenarios } from "./traffic";

export type { InputSeries, Scenario, ScenarioOf } from "./model";

/** One for every alert, by its name. */
export const scenarios: ReadonlyMap<string, ScenarioOf> = new Map(
    Object.entries({
        ...serviceScenarios,
        ...controlPlaneScenarios,
        ...trafficScenarios,
        ...telemetryScenarios,
    }),
);
