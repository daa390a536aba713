import type { ChartValues } from "./layers";

/**
 * The base chart installs CRDs only. Its default validator is switched off here, because ours
 * (`defaultValidator.ts`) moves together with the `default` tag: the chart's would have to move with the CRDs,
 * which come before the control plane it points to.
 */
export function baseValues(): ChartValues {
    return { defaultRevision: "", base: { validationFailurePolicy: "Fail" } };
}
