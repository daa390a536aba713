import type { PolicyConfigSchema } from "@pulumi/policy";
import {
    type AcceptedVersion,
    type Context,
    defaultContext,
    type Exemption,
    type KnownBypass,
    type SettingName,
} from "../engine/context";
import type { Rule } from "../engine/rule";
import { istioMinors, newestMinor } from "../schema/istioPool";
import { brokenGlass } from "./breakGlassPolicy";
import { today } from "./clock";
import { operationSettings } from "./operationSettings";
import { upgradeSettings } from "./upgradeSettings";

/** The settings a policy takes through --policy-pack-config; see `Context` for what they mean. */
export interface Settings {
    readonly onUnknown?: "deny" | "warn";
    readonly exemptions?: readonly Exemption[];
    readonly now?: string;
    readonly datedStages?: "allow" | "refuse";
    readonly rootNamespaces?: readonly string[];
    readonly sensitiveHeaders?: readonly string[];
    readonly metricsNamespaces?: readonly string[];
    readonly triesBudget?: number;
    readonly samplingLimit?: number;
    readonly knownRevisions?: readonly string[];
    readonly removedRevisions?: readonly string[];
    readonly acceptedVersions?: readonly AcceptedVersion[];
    readonly knownBypasses?: readonly KnownBypass[];
    readonly kubernetesVersion?: string;
    readonly crdMinor?: string;
}

const day = "^\\d{4}-\\d{2}-\\d{2}$";

type Properties = PolicyConfigSchema["properties"];

const common: Properties = {
    onUnknown: {
        type: "string",
        enum: ["deny", "warn"],
        description:
            "What to do when a critical field is not known at preview. By default the components of this package are " +
            "refused and everything else is warned about.",
    },
    exemptions: {
        type: "array",
        description:
            "Objects this policy leaves alone until a day at most 180 days ahead; from 14 days before it the policy warns.",
        items: {
            type: "object",
            required: ["reason", "owner", "until"],
            additionalProperties: false,
            minProperties: 4,
            properties: {
                object: {
                    type: "string",
                    minLength: 1,
                    description: "Kind namespace/name; * stands for any characters.",
                },
                urn: {
                    type: "string",
                    minLength: 1,
                    description: "Of the resource; * stands for any characters.",
                },
                reason: {
                    type: "string",
                    minLength: 10,
                    description: "Why, for whoever reads this in a year.",
                },
                owner: { type: "string", minLength: 1, description: "Whom to ask." },
                until: { type: "string", pattern: day, description: "Its last day, YYYY-MM-DD." },
            },
        },
    },
};

const optional: Readonly<Record<SettingName, Properties[string]>> = {
    now: {
        type: "string",
        pattern: day,
        description: "The day to judge dates by, YYYY-MM-DD. Today by default.",
    },
    datedStages: {
        type: "string",
        enum: ["allow", "refuse"],
        default: defaultContext.datedStages,
        description: "Whether labelled, dated stages (observed, audit) excuse what they need.",
    },
    rootNamespaces: {
        type: "array",
        items: { type: "string", minLength: 1 },
        minItems: 1,
        default: [...defaultContext.rootNamespaces],
        description: "Namespaces of the control plane.",
    },
    sensitiveHeaders: {
        type: "array",
        items: { type: "string", minLength: 1 },
        default: [],
        description: "Header names to keep out of telemetry besides the well-known ones.",
    },
    ...operationSettings,
    crdMinor: {
        type: "string",
        enum: [...istioMinors],
        default: newestMinor,
        description: "Minor of Istio whose CRDs the cluster has.",
    },
    ...upgradeSettings,
};

export function configSchema(rule: Rule): PolicyConfigSchema {
    return {
        properties: { ...common, ...Object.fromEntries(rule.settings.map((name) => [name, optional[name]])) },
    };
}

/** The engine gives no settings at all for a policy that is not configured, so the defaults are filled in here. */
export function contextOf(settings: Settings): Context {
    return { ...contextAt(settings, today()), ...brokenGlass() };
}

/** The same for whoever knows what day it is. */
export function contextAt({ now, ...settings }: Settings, day: string): Context {
    return { ...defaultContext, ...settings, today: now ?? day };
}
