import type { Section } from "./statement";

/** What a reader calls the parts, wherever they stand as headings. */
export const sectionTitles: Readonly<Record<Section, string>> = {
    preview: "What the engine says",
    access: "Who may call what",
    exposure: "What is exposed",
    egress: "What leaves the cluster",
    encryption: "Encryption",
    policies: "Policies",
    traffic: "Traffic",
    revisions: "Revisions",
    workloads: "Workloads",
    settings: "Settings of the stack",
    operations: "Replaced and deleted",
    observability: "Observability",
    objects: "Other objects",
};
