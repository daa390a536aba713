import { all, any, every, isOneOf, isSet, listOf, not, textAt } from "../engine/admission/cel";
import type { Claim } from "../engine/admission/claim";
import { pod as podRoot, unlessComponent } from "../engine/admission/pods";
import { chartKinds, chartValues, unreadableValues } from "../engine/chartValues";
import type { Context } from "../engine/context";
import type { Field } from "../engine/field";
import { isIstioComponent } from "../engine/istioComponents";
import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import type { PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { commaSeparated } from "../engine/texts";
import { yamlIn } from "../engine/yamlText";
import { uncapturedPorts } from "./uncapturedPorts";

const prefix = "traffic.sidecar.istio.io";

/** What leaves part of the traffic out, and what follows. */
const exclusions: Readonly<Record<string, string>> = {
    excludeInboundPorts:
        "so calls to these ports reach the pod past its sidecar, in plaintext and unauthorized",
    excludeOutboundPorts: "so calls to these ports leave the pod past its sidecar, in plaintext",
    excludeOutboundIPRanges: "so calls to these addresses leave the pod past its sidecar, in plaintext",
    excludeInterfaces: "so whatever passes these interfaces passes the sidecar too",
};

/** What is everything unless it is narrowed; `includeOutboundPorts` only ever adds. */
const inclusions: Readonly<Record<string, string>> = {
    includeInboundPorts: "so calls to every other port reach the pod past its sidecar",
    includeOutboundIPRanges: "so calls to every other address leave the pod past its sidecar",
};

/** The proxy's own for health and metrics, which the injector keeps out by itself, and writes so on pods it has seen. */
const proxyPorts = ["15020", "15021", "15090"];
const neverCaptured = (key: string) => (key === "excludeInboundPorts" ? proxyPorts : []);

/** The same in the values of istiod's chart, for every pod there is. */
const values: Readonly<Record<string, string>> = {
    excludeIPRanges: "excludeOutboundIPRanges",
    excludeInboundPorts: "excludeInboundPorts",
    excludeOutboundPorts: "excludeOutboundPorts",
    includeIPRanges: "includeOutboundIPRanges",
    includeInboundPorts: "includeInboundPorts",
};

const interception = "sidecar.istio.io/interceptionMode";
const mark = (name: string) => textAt(podRoot, "metadata", "annotations", name);

export const restrictTrafficExclusions: ObjectRule = {
    scope: "object",
    id: "E-02",
    ids: ["UDS/RestrictIstioTrafficOverrides", "ASM/RestrictNetworkExclusions", "IST0136"],
    name: "meshwright-workload-restrict-traffic-exclusions",
    displayName: "Restrict what passes the sidecar by",
    description:
        "No port, address or interface of a pod may be kept out of its sidecar, but for the ports of metrics in the " +
        "namespaces of the observability stack.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Understand traffic capture limitations",
    },
    remediationSteps:
        "Remove the annotation. What the proxy cannot carry is declared by its protocol: appProtocol tcp on the Service, or a " +
        "ServiceEntry. Prometheus reads pods past their proxies; its namespace belongs in metricsNamespaces.",
    settings: ["rootNamespaces", "metricsNamespaces"],
    kinds: [...new Set([...podCarriers, ...meshConfigKinds, ...chartKinds])],

    *check(object, context) {
        const pod = podTemplate(object);
        if (pod !== undefined) {
            yield* judgePod(object, pod, context);
            return;
        }
        for (const { mesh } of meshConfigSources(object)) {
            yield* mesh === undefined ? [] : judgeMode(mesh.at("defaultConfig", "interceptionMode"));
        }
        const chart = chartValues(object);
        if (chart?.chart === "istiod") {
            for (const [key, meaning] of Object.entries(values)) {
                yield* judge(chart.values.at("global", "proxy", key), meaning, []);
            }
            yield* unreadableValues(chart);
        } else if (chart?.chart === "gateway") {
            yield* judgeMarks(chart.values.at("podAnnotations"), () => []);
        }
    },

    admission: [
        {
            kinds: podCarriers,
            claims: (context) => [
                ...Object.entries(exclusions).map(([key, message]) => {
                    const value = mark(`${prefix}/${key}`);
                    const allowed = uncapturedPorts[key] ?? [];
                    const never = neverCaptured(key);
                    const isNothing = (names: readonly string[]) =>
                        every(`${value}.split(',')`, "p", isOneOf("p.trim()", ["", ...names]));
                    const isMetrics = `request.namespace in ${listOf(context.metricsNamespaces)}`;
                    return claim(
                        key,
                        unlessComponent(
                            any(
                                isNothing(never),
                                ...(allowed.length > 0
                                    ? [all(isMetrics, isNothing([...allowed, ...never]))]
                                    : []),
                            ),
                        ),
                        message,
                        "remove it",
                    );
                }),
                ...Object.entries(inclusions).map(([key, message]) => {
                    const name = `${prefix}/${key}`;
                    const isWhole = any(
                        not(isSet(podRoot, "metadata", "annotations", name)),
                        `${mark(name)} == '*'`,
                    );
                    return claim(key, unlessComponent(isWhole), message, "remove it, or set it to *");
                }),
                {
                    at: `metadata.annotations["${interception}"]`,
                    holds: unlessComponent(`${mark(interception)} != 'NONE'`),
                    message: "so nothing is redirected to the sidecar",
                    fix: "remove it",
                },
            ],
            leaves: "the annotation proxy.istio.io/config, injectors and charts hold YAML, which CEL cannot read",
            blindTo: /proxy\.istio\.io\/config/,
        },
    ],
};

function claim(key: string, holds: string, message: string, fix: string): Claim {
    return { at: `metadata.annotations["${prefix}/${key}"]`, holds, message, fix };
}

function* judgePod(object: PolicyObject, pod: Field, context: Context): Iterable<Finding> {
    const isMetrics = object.namespace !== undefined && context.metricsNamespaces.includes(object.namespace);
    const findings = [
        ...judgeMarks(pod.at("metadata", "annotations"), (key) =>
            isMetrics ? (uncapturedPorts[key] ?? []) : [],
        ),
    ];
    if (findings.length > 0 && !isIstioComponent(object, pod, context)) {
        yield* findings;
    }
}

function* judgeMarks(marks: Field, allowed: (key: string) => readonly string[]): Iterable<Finding> {
    for (const key of [...Object.keys(exclusions), ...Object.keys(inclusions)]) {
        yield* judge(marks.at(`${prefix}/${key}`), key, allowed(key));
    }
    yield* judgeMode(marks.at("sidecar.istio.io/interceptionMode"));
    yield* judgeMode(yamlIn(marks.at("proxy.istio.io/config"))?.at("interceptionMode"));
}

function* judge(field: Field, meaning: string, allowed: readonly string[]): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
        return;
    }
    const excluded = exclusions[meaning];
    if (excluded !== undefined) {
        const never = neverCaptured(meaning);
        if (commaSeparated(field).some((each) => !allowed.includes(each) && !never.includes(each))) {
            yield violation(field, excluded, "remove it");
        }
        // An inclusion that is empty captures nothing at all.
    } else if (!field.isAbsent && field.value !== "*") {
        yield violation(field, inclusions[meaning] ?? "", "remove it, or set it to *");
    }
}

function* judgeMode(mode: Field | undefined): Iterable<Finding> {
    if (mode?.isUnknown) {
        yield unproven(mode);
    } else if (mode?.text === "NONE") {
        yield violation(mode, "so nothing is redirected to the sidecar", "remove it");
    }
}
