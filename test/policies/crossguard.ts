import {
    type Policies,
    type PolicyResource,
    type ResourceValidation,
    type ResourceValidationPolicy,
    type StackValidationPolicy,
    unknownCheckingProxy,
} from "@pulumi/policy";
import { asPolicy } from "../../policies/crossguard/policy";
import { contextOf } from "../../policies/crossguard/settings";
import type { Rule } from "../../policies/engine/rule";
import { expectTwinToAgree } from "./twin";

/** The mark the engine sends for a string that is not known yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Props = Record<string, unknown>;

/** A resource as the engine would hand it to the pack. */
export interface Registered {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly props: Props;
}

export interface Placement {
    /** Type of a component it is a child of. */
    readonly parent?: string;
    /** Registered as its `…Patch` twin. */
    readonly patch?: boolean;
}

export function registered(manifest: Props, placement: Placement = {}): Registered {
    const apiVersion = wordOf(manifest["apiVersion"]);
    const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
    const type = `kubernetes:${group}:${wordOf(manifest["kind"])}${placement.patch ? "Patch" : ""}`;
    const parents = placement.parent === undefined ? "" : `${placement.parent}$`;
    return {
        type,
        urn: `urn:pulumi:test::program::${parents}${type}::thing`,
        name: "thing",
        props: manifest,
    };
}

/** As part of a type: objects that were made up may have a `toString` that is no function. */
function wordOf(value: unknown): string {
    return typeof value === "string" ? value : String(JSON.stringify(value));
}

/** What a run of policies reports: `mandatory: message` or `advisory: message`, without the description. */
export type Report = string;

interface RawReport {
    readonly policy: string;
    readonly text: Report;
    readonly urn: string | undefined;
}

const options = {
    protect: false,
    ignoreChanges: [],
    aliases: [],
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    additionalSecretOutputs: [],
};
const shared = {
    stackTags: new Map<string, string>(),
    isType: () => false,
    asType: () => undefined,
    notApplicable: (): never => {
        throw new Error("not applicable");
    },
};

/** Runs policies over resources as the SDK does: every property behind the proxy that throws on unknowns. */
export function runPolicies(
    policies: Policies,
    resources: readonly Registered[],
    config: object = {},
): RawReport[] {
    const reports: RawReport[] = [];
    const getConfig = <T extends object>() => config as T;
    for (const policy of policies) {
        const report = (message: unknown, urn?: string) => {
            reports.push(rawReport(policy, message, urn));
        };
        const proxied: PolicyResource[] = resources.map((each, index) => ({
            ...each,
            ...shared,
            opts: options,
            // In the order in which they are listed.
            get dependencies() {
                return proxied.slice(0, index);
            },
            propertyDependencies: {},
            getConfig,
            props: unknownCheckingProxy(each.props),
        }));
        if (isStackPolicy(policy)) {
            policy.validateStack({ ...shared, resources: proxied, getConfig }, report);
            continue;
        }
        for (const resource of proxied) {
            (policy.validateResource as ResourceValidation)(
                resource as PolicyResource & Parameters<ResourceValidation>[0],
                report,
            );
        }
    }
    return reports;
}

function isStackPolicy(
    policy: ResourceValidationPolicy | StackValidationPolicy,
): policy is StackValidationPolicy {
    return "validateStack" in policy;
}

function rawReport(policy: Policies[number], message: unknown, urn?: string): RawReport {
    if (typeof message === "string") {
        return { policy: policy.name, text: `${policy.enforcementLevel}: ${message}`, urn };
    }
    const detailed = message as { message: string; enforcementLevel: string; urn: string };
    const text = detailed.message.replace(`${policy.description}\n`, "");
    return { policy: policy.name, text: `${detailed.enforcementLevel}: ${text}`, urn: detailed.urn };
}

/** What one rule reports about one object. */
export function reports(
    rule: Rule,
    manifest: Props,
    config: object = {},
    placement: Placement = {},
): Report[] {
    if (placement.patch !== true) {
        compareWithTwin(rule, [manifest], config);
    }
    return runPolicies([asPolicy(rule)], [registered(manifest, placement)], {
        now: "2026-11-20",
        ...config,
    }).map((each) => each.text);
}

/** What one rule reports about a stack. */
export function stackReports(rule: Rule, manifests: readonly Props[], config: object = {}): Report[] {
    compareWithTwin(rule, manifests, config);
    return runPolicies(
        [asPolicy(rule)],
        manifests.map((each) => registered(each)),
        { now: "2026-11-20", ...config },
    ).map((each) => each.text);
}

/** Every case of every table is one for the admission twin too, unless it is about what is not known yet. */
function compareWithTwin(rule: Rule, manifests: readonly Props[], config: object): void {
    for (const each of manifests.filter((manifest) => !JSON.stringify(manifest).includes(unknown))) {
        expectTwinToAgree(rule, each, contextOf({ now: "2026-11-20", ...config }));
    }
}
