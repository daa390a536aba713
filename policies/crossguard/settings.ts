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
import { today } from "./clock";
import { upgradeSettings } from "./upgradeSettings";

/** The settings a policy takes through --policy-pack-config; see `Context` for what they mean. */
export interface Settings {
    readonly onUnknown?: "deny" | "warn";
    readonly exemptions?: readonly Exemption[];
    readonly now?: string;
    readonly datedStages?: "allow" | "refuse";
    readonly rootNamespaces?: readonly string[];
    readonly sensitiveHeaders?: readonly string[];
    readonly knownRevisions?: readonly string[];
    readonly removedRevisions?: readonly string[];
    readonly acceptedVersions?: readonly AcceptedVersion[];
    readonly knownBypasses?: readonly KnownBypass[];
    readonly kubernetesVersion?: string;
}

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
        description: "Objects this policy leaves alone.",
        items: {
            type: "object",
            required: ["object", "reason"],
            additionalProperties: false,
            properties: {
                object: {
                    type: "string",
                    minLength: 1,
                    description: "Kind namespace/name; * stands for any characters.",
                },
                reason: {
                    type: "string",
                    minLength: 10,
                    description: "Why, for whoever reads this in a year.",
                },
            },
        },
    },
};

const optional: Readonly<Record<SettingName, Properties[string]>> = {
    now: {
        type: "string",
        pattern: "^\\d{4}-\\d{2}-\\d{2}$",
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
    ...upgradeSettings,
};

export function configSchema(rule: Rule): PolicyConfigSchema {
    return {
        properties: { ...common, ...Object.fromEntries(rule.settings.map((name) => [name, optional[name]])) },
    };
}

/** The engine gives no settings at all for a policy that is not configured, so the defaults are filled in here. */
export function contextOf(settings: Settings): Context {
    const { now, ...rest } = settings;
    return { ...defaultContext, ...rest, today: now ?? today() };
}
