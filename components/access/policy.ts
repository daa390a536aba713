import type { Manifest } from "../istio/types";
import { fieldAt, fieldsOf, itemsOf, selects, textOf, textsByName } from "./fields";
import type { WorkloadRef } from "./workload";

/** One field of a rule: at least one of `values` has to match, or none where it is negated (`notPaths`). */
export interface Condition {
    /**
     * The positive name of the field of a source or operation: `paths` also for `notPaths`. A key of `when` that says
     * the same as a field has the field's name; every other is itself.
     */
    readonly field: string;
    readonly negated: boolean;
    /** Absent when it is no list of strings, so that we cannot tell what it says. */
    readonly values?: readonly string[];
    /** Where it stands in the policy, for people. */
    readonly path: string;
}

/** All conditions of one alternative have to hold; a side without alternatives holds always. */
export interface Rule {
    readonly index: number;
    readonly from: readonly (readonly Condition[])[];
    readonly to: readonly (readonly Condition[])[];
    readonly when: readonly Condition[];
}

export type Action = "ALLOW" | "DENY" | "CUSTOM";

/** No action means ALLOW. */
const actions = new Map<unknown, Action>([
    [undefined, "ALLOW"],
    ["ALLOW", "ALLOW"],
    ["DENY", "DENY"],
    ["CUSTOM", "CUSTOM"],
]);

export interface Policy {
    /** `namespace/name`. */
    readonly id: string;
    readonly namespace: string;
    readonly selector: Readonly<Record<string, string>>;
    readonly action: Action;
    /** Name of the external authorizer; on CUSTOM only. */
    readonly provider?: string;
    readonly rules: readonly Rule[];
}

/**
 * The policy as a proxy would enforce it, or undefined when it enforces nothing on a sidecar: a dry run only
 * records, AUDIT only logs, and istiod ignores an action it does not know, and a policy with `targetRefs` on
 * workloads that are no gateway.
 */
export function enforcedPolicy(object: Manifest): Policy | undefined {
    if (!policies.has(object)) {
        policies.set(object, readPolicy(object));
    }
    return policies.get(object);
}

/** An object that two sides share is read once, and so is each of its conditions. */
const policies = new WeakMap<Manifest, Policy | undefined>();

function readPolicy(object: Manifest): Policy | undefined {
    const spec = fieldsOf(object.spec);
    const action = actions.get(spec["action"]);
    const targeted = spec["targetRef"] !== undefined || itemsOf(spec["targetRefs"]).length > 0;
    if (isDryRun(object) || action === undefined || targeted) {
        return undefined;
    }
    const namespace = object.metadata.namespace ?? "default";
    const provider = textOf(fieldAt(spec, "provider", "name"));
    return {
        id: `${namespace}/${object.metadata.name}`,
        namespace,
        selector: textsByName(fieldAt(spec, "selector", "matchLabels")),
        action,
        ...(provider === undefined ? {} : { provider }),
        rules: itemsOf(spec["rules"]).map((rule, index) => ruleOf(rule, index)),
    };
}

/** Policies of the root namespace concern every namespace, the others their own. */
export function concerns(policy: Policy, workload: WorkloadRef, rootNamespace: string): boolean {
    const inReach = policy.namespace === workload.namespace || policy.namespace === rootNamespace;
    return inReach && selects(policy.selector, workload.labels);
}

/** istiod parses the annotation with Go's strconv.ParseBool and enforces the policy when that fails. */
function isDryRun(object: Manifest): boolean {
    return ["1", "t", "T", "true", "TRUE", "True"].includes(
        object.metadata.annotations?.["istio.io/dry-run"] ?? "",
    );
}

function ruleOf(value: unknown, index: number): Rule {
    const { from, to, when, ...unheardOf } = fieldsOf(value);
    const at = `rules[${index}]`;
    const conditions = itemsOf(when).flatMap((each, position) =>
        whenConditions(each, `${at}.when[${position}]`),
    );
    // A port is part of what is called, wherever it is written.
    const ports = conditions.filter(({ field }) => field === "ports");
    return {
        index,
        from: alternatives(from, "source", `${at}.from`),
        to: alternatives(to, "operation", `${at}.to`).map((each) => [...each, ...ports]),
        when: [...conditions.filter((each) => !ports.includes(each)), ...conditionsOf(unheardOf, at)],
    };
}

/** An empty list counts as unset and thereby widens the rule: protobuf's JSON form cannot tell the two apart. */
function alternatives(value: unknown, member: string, path: string): readonly (readonly Condition[])[] {
    const items = itemsOf(value);
    if (items.length === 0) {
        return [value === undefined || Array.isArray(value) ? [] : conditionsOf({ [member]: value }, path)];
    }
    return items.map((item, index) =>
        conditionsOf(fieldsOf(fieldsOf(item)[member]), `${path}[${index}].${member}`),
    );
}

function conditionsOf(fields: Readonly<Record<string, unknown>>, path: string): readonly Condition[] {
    return Object.entries(fields).flatMap(([name, value]) => {
        const negative = /^not([A-Z])(.*)$/.exec(name);
        const field = negative === null ? name : `${negative[1]?.toLowerCase()}${negative[2]}`;
        return condition(field, negative !== null, value, `${path}.${name}`);
    });
}

/** Keys of `when` that say what a field of a source or operation says. */
const fieldsByKey = new Map([
    ["source.ip", "ipBlocks"],
    ["remote.ip", "remoteIpBlocks"],
    ["source.namespace", "namespaces"],
    ["source.serviceAccount", "serviceAccounts"],
    ["source.trustDomain", "trustDomains"],
    ["source.principal", "principals"],
    ["request.auth.principal", "requestPrincipals"],
    ["destination.port", "ports"],
]);

function whenConditions(value: unknown, path: string): readonly Condition[] {
    const { key, values, notValues } = fieldsOf(value);
    const named = textOf(key) ?? "when";
    // Envoy keeps the names of headers in lower case, however they are written.
    const written = named.startsWith("request.headers[") ? named.toLowerCase() : named;
    const field = fieldsByKey.get(written) ?? written;
    return [
        ...condition(field, false, values, `${path}.values`),
        ...condition(field, true, notValues, `${path}.notValues`),
    ];
}

function condition(field: string, negated: boolean, value: unknown, path: string): readonly Condition[] {
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
        return [];
    }
    const texts = itemsOf(value).filter((each): each is string => typeof each === "string");
    const readable = Array.isArray(value) && texts.length === value.length;
    // Host names are compared without case.
    const values = field === "hosts" ? texts.map((each) => each.toLowerCase()) : texts;
    return [{ field, negated, path, ...(readable ? { values } : {}) }];
}
