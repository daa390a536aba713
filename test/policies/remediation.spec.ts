import { expect } from "chai";
import { asPolicy } from "../../policies/crossguard/policy";
import type { Rule } from "../../policies/engine/rule";
import { disallowSensitiveTelemetry } from "../../policies/observability/disallowSensitiveTelemetry";
import { rules } from "../../policies/rules";
import { disallowDisabledSafeguards } from "../../policies/security/disallowDisabledSafeguards";
import { limitCertificateLifetimes } from "../../policies/security/limitCertificateLifetimes";
import { requireConfigurationValidation } from "../../policies/security/requireConfigurationValidation";
import { restrictDebugEndpoints } from "../../policies/security/restrictDebugEndpoints";
import { restrictProxyPrivileges } from "../../policies/security/restrictProxyPrivileges";
import { disallowConflictingInjectionLabels } from "../../policies/upgrade/disallowConflictingInjectionLabels";
import { withoutRemediation } from "../../policies/withoutRemediation";
import { disallowDeprecatedAnnotations } from "../../policies/workload/disallowDeprecatedAnnotations";
import { env, istiodWith, validatorOf, variable } from "./controlPlane";
import { type Placement, type Props, registered, reports, unknown } from "./crossguard";
import { message, remediate } from "./engineServer";
import { chart, deployment, namespace, podTemplate, telemetry } from "./objects";

const inject = "sidecar.istio.io/inject";
const injection = "istio-injection";
const revision = "istio.io/rev";
const debug = "ENABLE_DEBUG_ON_HTTP";
const switches = [
    "XDS_AUTH",
    "PILOT_ENABLE_XDS_IDENTITY_CHECK",
    "ENABLE_DEBUG_ENDPOINT_AUTH",
    "ENABLE_XDS_API_GENERATOR_AUTH",
];
const off = (names: readonly string[]) => names.map((name) => ({ name, value: "false" }));
const secret = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
});
const hidden = { name: "HIDDEN", value: secret("x") };
/** As it comes out of the engine's words. */
const sent = (props: unknown) => JSON.parse(JSON.stringify(props));
const outcome = (rule: Rule, props: Props, placement: Placement = {}) =>
    remediate([asPolicy(rule)], message(registered(props, placement)));
const validator = (failurePolicy: string) => ({
    ...validatorOf("1-31-1"),
    webhooks: [{ name: "a" }, { name: "b", failurePolicy }],
});
const both = (more: Props = {}) =>
    namespace("core", { [injection]: "enabled", [revision]: "stable", ...more });
const pods = (metadata: Props) => deployment(podTemplate(metadata));
const optedOut = (value: string, labels: Props = {}) => pods({ labels, annotations: { [inject]: value } });
const tags = (customTags: Props, tagOverrides: Props = {}) =>
    telemetry({ tracing: [{ customTags }], metrics: [{ overrides: [{ tagOverrides }] }] });
const header = (name: string) => ({ header: { name } });
const privileged = (proxy: Props) => chart("istiod", { global: { proxy } });

/** The object before and after, for each rule that has a remediation; after it the rule is content. */
const repaired: readonly (readonly [title: string, rule: Rule, before: Props, after: Props])[] = [
    [
        "the label that wins over the revision, beside one that is not known yet",
        disallowConflictingInjectionLabels,
        both({ team: unknown }),
        namespace("core", { [revision]: "stable", team: unknown }),
    ],
    [
        "switches of istiod's safeguards, several of one list",
        disallowDisabledSafeguards,
        istiodWith([...off(switches), { name: "OTHER", value: unknown }, ...off(["XDS_AUTH"]), hidden]),
        istiodWith([{ name: "OTHER", value: unknown }, hidden]),
    ],
    [
        "switches of istiod's safeguards, in values",
        disallowDisabledSafeguards,
        env({ XDS_AUTH: false, UNSAFE_ENABLE_ADMIN_ENDPOINTS: "TRUE", OTHER: secret("x") }),
        env({ OTHER: secret("x") }),
    ],
    [
        "debug endpoints that are on",
        restrictDebugEndpoints,
        variable(debug, "true"),
        variable(debug, "false"),
    ],
    [
        "debug endpoints nobody mentions, beside a secret",
        restrictDebugEndpoints,
        istiodWith([{ name: "OTHER", value: secret("x") }]),
        istiodWith([
            { name: "OTHER", value: secret("x") },
            { name: debug, value: "false" },
        ]),
    ],
    [
        "debug endpoints of an istiod without variables",
        restrictDebugEndpoints,
        istiodWith(undefined),
        istiodWith([{ name: debug, value: "false" }]),
    ],
    [
        "debug endpoints in values that say nothing",
        restrictDebugEndpoints,
        chart("istiod", {}),
        env({ [debug]: "false" }),
    ],
    [
        "validation that is off, and that gives way",
        requireConfigurationValidation,
        chart("istiod", { global: { configValidation: false }, base: { validationFailurePolicy: "Ignore" } }),
        chart("istiod", { global: {}, base: { validationFailurePolicy: "Fail" } }),
    ],
    ["a webhook that gives way", requireConfigurationValidation, validator("Ignore"), validator("Fail")],
    [
        "privileged proxies",
        restrictProxyPrivileges,
        privileged({ privileged: true, a: 1 }),
        privileged({ a: 1 }),
    ],
    [
        "long certificates, and an authority that waits for a restart",
        limitCertificateLifetimes,
        env({
            DEFAULT_WORKLOAD_CERT_TTL: "720h",
            AUTO_RELOAD_PLUGIN_CERTS: "false",
            MAX_WORKLOAD_CERT_TTL: "24h",
        }),
        env({ MAX_WORKLOAD_CERT_TTL: "24h" }),
    ],
    [
        "tags with credentials, and no others",
        disallowSensitiveTelemetry,
        tags(
            { a: header("Authorization"), b: header("x-request-id"), c: { literal: { value: unknown } } },
            { d: { value: "request.headers['cookie']" }, e: { value: "request.host" } },
        ),
        tags(
            { b: header("x-request-id"), c: { literal: { value: unknown } } },
            { e: { value: "request.host" } },
        ),
    ],
    [
        "an opt-out by annotation",
        disallowDeprecatedAnnotations,
        optedOut("False", { app: "orders" }),
        pods({ labels: { app: "orders", [inject]: "false" }, annotations: {} }),
    ],
];

/** What stays as it is, although the rule objects to it or cannot look. */
const left: readonly (readonly [title: string, rule: Rule, object: Props, placement?: Placement])[] = [
    [
        "what would become injected",
        disallowConflictingInjectionLabels,
        namespace("core", { [injection]: "disabled", [revision]: "stable" }),
    ],
    ["a label that is not known yet", disallowConflictingInjectionLabels, both({ [injection]: unknown })],
    ["a revision that is not known yet", disallowConflictingInjectionLabels, both({ [revision]: unknown })],
    ["labels that are not known yet", disallowConflictingInjectionLabels, namespace("core", unknown)],
    ["a label that is secret", disallowConflictingInjectionLabels, both({ [injection]: secret("enabled") })],
    [
        "labels that are secret together",
        disallowConflictingInjectionLabels,
        namespace("core", secret({ [injection]: "enabled", [revision]: "stable" })),
    ],
    [
        "an element of a list",
        disallowConflictingInjectionLabels,
        { apiVersion: "v1", kind: "NamespaceList", items: [both()] },
    ],
    [
        "what decides about identities and routes",
        disallowDisabledSafeguards,
        env({
            PILOT_SKIP_VALIDATE_TRUST_DOMAIN: "true",
            PILOT_ENABLE_STRICT_GATEWAY_MERGING: "false",
            CA_TRUSTED_NODE_ACCOUNTS: "core/orders",
            TRUSTED_GATEWAY_CIDR: "0.0.0.0/0",
        }),
    ],
    ["a variable of which a part is not known", disallowDisabledSafeguards, variable("XDS_AUTH", unknown)],
    [
        "a variable with something unknown beside it",
        disallowDisabledSafeguards,
        istiodWith([{ name: "XDS_AUTH", value: "false", more: { deep: [unknown] } }]),
    ],
    ["a secret switch", disallowDisabledSafeguards, env({ XDS_AUTH: secret("false") })],
    [
        "a variable that comes from elsewhere",
        restrictDebugEndpoints,
        istiodWith([{ name: debug, valueFrom: { configMapKeyRef: { name: "a", key: "b" } } }]),
    ],
    ["variables that are not known yet", restrictDebugEndpoints, istiodWith(unknown)],
    ["values that are secret together", restrictDebugEndpoints, chart("istiod", secret({ pilot: {} }))],
    ["values of another form", restrictDebugEndpoints, chart("istiod", { pilot: { env: "x" } })],
    ["a patch without the variable", restrictDebugEndpoints, istiodWith([]), { patch: true }],
    [
        "the webhooks of others",
        requireConfigurationValidation,
        { ...validator("Ignore"), metadata: { name: "other" } },
    ],
    [
        "a variant with more than one replacement",
        restrictProxyPrivileges,
        chart("istiod", { global: { variant: "debug" } }),
    ],
    [
        "a format of many headers",
        disallowSensitiveTelemetry,
        chart("istiod", { meshConfig: { accessLogFormat: "%REQ(COOKIE)%" } }),
    ],
    ["an annotation that injects", disallowDeprecatedAnnotations, optedOut("true")],
    [
        "labels that are not known yet, and the opt-out beside them",
        disallowDeprecatedAnnotations,
        pods({ labels: unknown, annotations: { [inject]: "false" } }),
    ],
    [
        "labels that are secret, and the opt-out beside them",
        disallowDeprecatedAnnotations,
        pods({ labels: secret({}), annotations: { [inject]: "false" } }),
    ],
    [
        "labels of another form, and the opt-out beside them",
        disallowDeprecatedAnnotations,
        pods({ labels: "none", annotations: { [inject]: "false" } }),
    ],
    [
        "a Job, whose pods cannot change",
        disallowDeprecatedAnnotations,
        { ...optedOut("false"), apiVersion: "batch/v1", kind: "Job" },
    ],
];

describe("at the level remediate", () => {
    for (const [title, rule, before, expected] of repaired) {
        it(`${rule.id} repairs ${title}`, async () => {
            const result = await outcome(rule, before);
            expect(result).to.deep.equal(sent(expected));
            // Once is enough, and what it made is what the rule asks for.
            expect(await outcome(rule, result as Props)).to.equal(undefined);
            expect(reports(rule, before)).to.not.deep.equal([]);
            expect(reports(rule, expected).filter((each) => !each.includes("not known"))).to.deep.equal([]);
        });
    }

    for (const [title, rule, object, placement] of left) {
        it(`${rule.id} leaves alone ${title}`, async () => {
            expect(await outcome(rule, object, placement)).to.equal(undefined);
        });
    }

    it("has a case for each rule that repairs, and a reason only for rules that do not", () => {
        const repairing = rules.filter((rule) => rule.scope === "object" && rule.remediation !== undefined);
        expect(new Set(repaired.map(([, rule]) => rule.id))).to.deep.equal(
            new Set(repairing.map(({ id }) => id)),
        );
        const others = rules.filter((rule) => !repairing.includes(rule)).map(({ id }) => id);
        expect(others).to.include.members(Object.keys(withoutRemediation));
    });

    it("repairs a patch like the object", async () => {
        const result = await outcome(disallowConflictingInjectionLabels, both(), { patch: true });
        expect(result).to.deep.equal(sent(namespace("core", { [revision]: "stable" })));
    });
});
