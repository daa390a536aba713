import type { PolicyObject } from "./object";
import { describeObject } from "./object";

/** What a rule may take into account besides the objects; everything comes in, nothing is looked up. */
export interface Context {
    /** ISO date (YYYY-MM-DD). */
    readonly today: string;
    /** Whether labelled, dated stages of a namespace's way into the mesh excuse what they need. */
    readonly datedStages: "allow" | "refuse";
    /** Namespaces of the control plane: nothing there is excused by a stage, and Istio's own pods live there. */
    readonly rootNamespaces: readonly string[];
    /** Header names to keep out of telemetry, in lower case, besides the well-known ones. */
    readonly sensitiveHeaders: readonly string[];
    readonly exemptions: readonly Exemption[];
    /** Absent: deny for our own components and stack rules, warn elsewhere. */
    readonly onUnknown?: "deny" | "warn";
}

/** Objects a rule leaves alone, with the reason why. */
export interface Exemption {
    /** `Kind namespace/name` as refusals write it; `*` stands for any run of characters. */
    readonly object: string;
    readonly reason: string;
}

/** Settings a rule may read beyond `onUnknown` and `exemptions`, which every rule has. */
export type SettingName = "now" | "datedStages" | "rootNamespaces" | "sensitiveHeaders";

export const defaultContext: Omit<Context, "today"> = {
    datedStages: "allow",
    rootNamespaces: ["istio-system"],
    sensitiveHeaders: [],
    exemptions: [],
};

export function isExempt(object: PolicyObject, context: Context): boolean {
    const name = describeObject(object);
    return context.exemptions.some(
        // An exemption nobody can explain is not one.
        (each) => each.reason.trim() !== "" && globMatches(each.object, name),
    );
}

function globMatches(glob: string, name: string): boolean {
    const parts = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`).test(name);
}
