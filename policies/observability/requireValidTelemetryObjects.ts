import { validityRule } from "../schema/validity";

export const requireValidTelemetryObjects = validityRule({
    id: "V-03",
    name: "meshwright-observability-require-valid-telemetry-objects",
    displayName: "Require valid objects of telemetry.istio.io",
    objects: "Objects of telemetry.istio.io",
    groups: ["telemetry.istio.io"],
});
