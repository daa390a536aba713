import { destinationRuleKind, trafficPolicies } from "../engine/destinationRules";
import { type Field, isEmpty } from "../engine/field";
import { type Finding, type ObjectRule, unseen, violation } from "../engine/rule";

/** What a policy for one port can say. */
const ofPorts = ["outlierDetection", "connectionPool", "loadBalancer", "tls"];
const ofAll = [...ofPorts, "portLevelSettings", "tunnel", "proxyProtocol", "retryBudget"];

/** Members that mean nothing beside each other: a place, and what may not be there as well. */
const pairs: readonly (readonly [
    place: readonly string[],
    other: readonly string[],
    isOn: Test,
    isNot: Test,
])[] = [
    [["tunnel"], ["proxyProtocol"], isGiven, isGiven],
    [["loadBalancer", "localityLbSetting"], ["loadBalancer", "zoneAwareLbSetting"], isGiven, isGiven],
    [
        ["connectionPool", "http", "useClientProtocol"],
        ["connectionPool", "http", "h2UpgradePolicy"],
        ({ value }) => value === true,
        ({ text }) => text === "UPGRADE",
    ],
    [
        ["outlierDetection", "consecutiveLocalOriginFailures"],
        ["outlierDetection", "splitExternalLocalOriginErrors"],
        ({ value }) => typeof value === "number" && value > 0,
        ({ value }) => value !== true,
    ],
];

type Test = (field: Field) => boolean;

export const requireValidPolicies: ObjectRule = {
    scope: "object",
    id: "D-30",
    ids: ["IST0106"],
    name: "meshwright-traffic-require-valid-policies",
    displayName: "Require traffic policies that istiod takes",
    description: "A traffic policy must say something, and what it says must go together.",
    severity: "high",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/networking/destination-rule/",
        specification: "TrafficPolicy",
    },
    remediationSteps: "Change what the message names; istiod's webhook refuses it.",
    settings: [],
    kinds: [destinationRuleKind],

    *check(object) {
        for (const policy of object.partial ? [] : trafficPolicies(object)) {
            if (policy.isUnknown) {
                yield unseen(policy);
            } else if (!policy.isAbsent) {
                yield* judge(policy);
            }
        }
    },
};

function* judge(policy: Field): Iterable<Finding> {
    const known = policy.path.includes("portLevelSettings") ? ofPorts : ofAll;
    if (known.every((key) => isAbsent(policy.at(key)))) {
        yield violation(policy, "without anything that a policy says", "remove it");
    }
    const pool = policy.at("connectionPool");
    if (isGiven(pool) && !pool.isUnknown && ["tcp", "http"].every((key) => pool.at(key).isAbsent)) {
        yield violation(pool, "without tcp or http", "remove it");
    }
    const cookie = policy.at("loadBalancer", "consistentHash", "httpCookie");
    const name = cookie.at("name");
    if (name.isUnknown) {
        yield unseen(name);
    } else if (!cookie.isAbsent && (name.isAbsent || name.text === "")) {
        yield violation(name, "so there is no cookie to hash", "give it");
    }
    yield* judgePairs(policy);
}

function* judgePairs(policy: Field): Iterable<Finding> {
    for (const [place, other, isOn, isNot] of pairs) {
        const [here, there] = [policy.at(...place), policy.at(...other)];
        if (here.isUnknown || there.isUnknown) {
            yield unseen(here.isUnknown ? here : there);
        } else if (isOn(here) && isNot(there)) {
            const state = there.isAbsent ? "is not set" : "is there";
            yield violation(here, `while ${there} ${state}`, "keep what is meant of the two");
        }
    }
}

function isGiven(field: Field): boolean {
    return !field.isAbsent;
}

function isAbsent(field: Field): boolean {
    return field.isAbsent || (field.isList && isEmpty(field));
}
