import { any, every, isOneOf, listAt, matches, not, textAt } from "../engine/admission/cel";
import { pod as podRoot } from "../engine/admission/pods";
import { chartValues, unreadableValues } from "../engine/chartValues";
import type { Context } from "../engine/context";
import type { Field } from "../engine/field";
import { istiodName, istiodVariableKinds, istiodVariables } from "../engine/istiodVariables";
import { takeOut } from "../engine/repair";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { commaSeparated, isFalse, isTrue } from "../engine/texts";

interface Safeguard {
    readonly isOff: (value: Field, trusted: readonly string[]) => boolean;
    /** The opposite in CEL. */
    readonly holds: (value: string, trusted: readonly string[]) => string;
    readonly effect: string;
}

/** A network so wide that it is hardly a list of proxies. */
const wide = /^(0\.0\.0\.0\/[0-8]|::\/\d|[\d.]+\/[0-7])$/;

const unlessFalse = { isOff: isFalse, holds: (value: string) => not(matches(value, /^false$/i)) };
const unlessTrue = { isOff: isTrue, holds: (value: string) => not(matches(value, /^true$/i)) };

const safeguards: Readonly<Record<string, Safeguard>> = {
    XDS_AUTH: { ...unlessFalse, effect: "so anyone who reaches istiod is served as a proxy" },
    PILOT_ENABLE_XDS_IDENTITY_CHECK: {
        ...unlessFalse,
        effect: "so a proxy may ask for the configuration of any other",
    },
    ENABLE_DEBUG_ENDPOINT_AUTH: {
        ...unlessFalse,
        effect: "so anyone who reaches istiod reads the configuration of every proxy",
    },
    ENABLE_XDS_API_GENERATOR_AUTH: {
        ...unlessFalse,
        effect: "so any workload reads all of the mesh's configuration",
    },
    PILOT_ENABLE_STRICT_GATEWAY_MERGING: {
        ...unlessFalse,
        effect: "so the Gateway of one team can take over the hosts of another",
    },
    UNSAFE_ENABLE_ADMIN_ENDPOINTS: {
        ...unlessTrue,
        effect: "so anyone who reaches istiod can change what it does",
    },
    PILOT_SKIP_VALIDATE_TRUST_DOMAIN: {
        ...unlessTrue,
        effect: "so certificates of any trust domain count as the mesh's own",
    },
    TRUSTED_GATEWAY_CIDR: {
        isOff: (value) => commaSeparated(value).some((each) => wide.test(each)),
        holds: (value) => every(`${value}.split(',')`, "n", not(matches("n.trim()", wide))),
        effect: "so whoever calls from there is taken for the identity that he claims in a header",
    },
    CA_TRUSTED_NODE_ACCOUNTS: {
        isOff: (value, trusted) => commaSeparated(value).some((each) => !trusted.includes(each)),
        holds: (value, trusted) => every(`${value}.split(',')`, "n", isOneOf("n.trim()", ["", ...trusted])),
        effect: "so these accounts get certificates in the name of any other",
    },
};

/** The accounts of ztunnel, which asks for certificates in the name of the pods of its node, beside each control plane. */
const ztunnels = ({ rootNamespaces }: Context) => rootNamespaces.map((each) => `${each}/ztunnel`);

const plainSwitches = new Set([
    "XDS_AUTH",
    "PILOT_ENABLE_XDS_IDENTITY_CHECK",
    "ENABLE_DEBUG_ENDPOINT_AUTH",
    "ENABLE_XDS_API_GENERATOR_AUTH",
    "UNSAFE_ENABLE_ADMIN_ENDPOINTS",
]);

export const disallowDisabledSafeguards: ObjectRule = {
    scope: "object",
    id: "F-01",
    name: "meshwright-security-disallow-disabled-safeguards",
    displayName: "Disallow istiod without its safeguards",
    description:
        "None of istiod's variables may switch off how it tells proxies apart, guards its endpoints, and keeps trust domains and " +
        "gateways separate.",
    severity: "critical",
    remediationSteps:
        "Remove the variable: the default is the safe one. ztunnel's own account in a root namespace (istio-system/ztunnel) is the only " +
        "one that CA_TRUSTED_NODE_ACCOUNTS should hold.",
    settings: ["rootNamespaces"],
    kinds: istiodVariableKinds,

    *check(object, context) {
        for (const { name, value } of istiodVariables(object)) {
            yield* judge(name, value, ztunnels(context));
        }
        const chart = chartValues(object);
        if (chart?.chart === "istiod") {
            yield* unreadableValues(chart);
        }
    },

    // What it would do to routes (merged Gateways) and identities (trust domains, accounts, networks) is for people to see.
    remediation: {
        does: "takes out switches that turn off how istiod tells proxies apart or guards its endpoints (`XDS_AUTH`, `PILOT_ENABLE_XDS_IDENTITY_CHECK`, `ENABLE_DEBUG_ENDPOINT_AUTH`, `ENABLE_XDS_API_GENERATOR_AUTH`, `UNSAFE_ENABLE_ADMIN_ENDPOINTS`): the default is the safe one. Variables about trust domains, accounts, networks and Gateways stay refused, since they decide about identities and routes",
        *repairs(object) {
            for (const { name, value, entry } of istiodVariables(object)) {
                if (plainSwitches.has(name) && safeguards[name]?.isOff(value, [])) {
                    yield takeOut(entry);
                }
            }
        },
    },

    admission: [
        {
            kinds: ["apps/Deployment"],
            claims: (context) => [
                ...Object.entries(safeguards).map(([name, { holds, effect }]) => ({
                    at: `spec.template.spec.containers[].env ${name}`,
                    holds: any(
                        not(matches("object.metadata.name", istiodName)),
                        `${textAt(podRoot, "metadata", "labels", "app")} != 'istiod'`,
                        every(
                            listAt(podRoot, "spec", "containers"),
                            "c",
                            any(
                                `${textAt("c", "name")} != 'discovery'`,
                                every(
                                    listAt("c", "env"),
                                    "e",
                                    any(
                                        `${textAt("e", "name")} != '${name}'`,
                                        holds(textAt("e", "value"), ztunnels(context)),
                                    ),
                                ),
                            ),
                        ),
                    ),
                    message: effect,
                    fix: "remove it",
                })),
            ],
            leaves: "the values of charts, which no API server sees apart",
        },
    ],
};

function* judge(name: string, value: Field, trusted: readonly string[]): Iterable<Finding> {
    const safeguard = Object.hasOwn(safeguards, name) ? safeguards[name] : undefined;
    if (value.isUnknown && (safeguard !== undefined || name === "*")) {
        yield unproven(value);
    } else if (safeguard?.isOff(value, trusted)) {
        yield violation(value, `which sets ${name}, ${safeguard.effect}`, "remove it");
    }
}
