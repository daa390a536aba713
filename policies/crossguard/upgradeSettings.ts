import type { PolicyConfigSchema } from "@pulumi/policy";
import { bypassFeatures, defaultContext } from "../engine/context";

const day = "^\\d{4}-\\d{2}-\\d{2}$";
const version = "^\\d+\\.\\d+\\.\\d+$";

/** Settings about revisions and versions; see `Context` for what they mean. */
export const upgradeSettings = {
    knownRevisions: {
        type: "array",
        items: { type: "string", minLength: 1 },
        default: [...defaultContext.knownRevisions],
        description: "Revisions and tags of the cluster that another stack declares.",
    },
    removedRevisions: {
        type: "array",
        items: { type: "string", minLength: 1 },
        default: [...defaultContext.removedRevisions],
        description: "Revisions that go, or are gone; nothing may use them any more.",
    },
    acceptedVersions: {
        type: "array",
        default: [],
        description:
            "Versions of Istio that may run although this rule refuses them, until a day at most 180 days ahead.",
        items: {
            type: "object",
            required: ["version", "reason", "until"],
            additionalProperties: false,
            properties: {
                version: { type: "string", pattern: version, description: "major.minor.patch of an istiod." },
                reason: { type: "string", minLength: 10, description: "Why it cannot be upgraded yet." },
                until: { type: "string", pattern: day, description: "Its last day, YYYY-MM-DD." },
            },
        },
    },
    knownBypasses: {
        type: "array",
        default: [],
        description: "Advisories besides those the pack knows; one with the id of one of those replaces it.",
        items: {
            type: "object",
            required: ["id", "feature", "fixedIn"],
            additionalProperties: false,
            properties: {
                id: { type: "string", minLength: 1, description: "Of the advisory." },
                feature: { type: "string", enum: [...bypassFeatures], description: "What it is about." },
                fixedIn: {
                    type: "array",
                    minItems: 1,
                    items: { type: "string", pattern: version },
                    description: "The first version with the fix, of each minor that has it.",
                },
            },
        },
    },
    kubernetesVersion: {
        type: "string",
        pattern: "^\\d+\\.\\d+$",
        description:
            "The cluster's Kubernetes, major.minor. Without it the range of Kubernetes is not judged.",
    },
} satisfies PolicyConfigSchema["properties"];
