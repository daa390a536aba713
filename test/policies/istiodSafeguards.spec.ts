import { disallowDisabledSafeguards } from "../../policies/security/disallowDisabledSafeguards";
import { requireConfigurationValidation } from "../../policies/security/requireConfigurationValidation";
import { restrictDebugEndpoints } from "../../policies/security/restrictDebugEndpoints";
import { restrictProxyPrivileges } from "../../policies/security/restrictProxyPrivileges";
import { env, istiodWith, plane, validatorOf, variable } from "./controlPlane";
import { unknown } from "./crossguard";
import { chart, configMap, deployment, podTemplate } from "./objects";
import { judges } from "./tables";

judges(disallowDisabledSafeguards, {
    accepts: [
        [
            "safeguards that are said to be on",
            [variable("XDS_AUTH", "true"), variable("UNSAFE_ENABLE_ADMIN_ENDPOINTS", "false"), plane],
        ],
        [
            "ztunnel's own account, and a network of gateways",
            env({ CA_TRUSTED_NODE_ACCOUNTS: "istio-system/ztunnel", TRUSTED_GATEWAY_CIDR: "10.1.0.0/16" }),
        ],
        [
            "ztunnel's account in another root namespace",
            env({ CA_TRUSTED_NODE_ACCOUNTS: "mesh/ztunnel" }),
            { rootNamespaces: ["mesh"] },
        ],
        [
            "the same name elsewhere",
            deployment(
                podTemplate(
                    {},
                    { containers: [{ name: "orders", env: [{ name: "XDS_AUTH", value: "false" }] }] },
                ),
            ),
        ],
    ],
    refuses: [
        [
            "what tells proxies apart",
            istiodWith([
                { name: "XDS_AUTH", value: "false" },
                { name: "PILOT_ENABLE_XDS_IDENTITY_CHECK", value: "FALSE" },
            ]),
            [
                'mandatory: Deployment istio-system/istiod-1-31-1:\n  - spec.template.spec.containers[0].env[0].value is "false", which sets XDS_AUTH, so anyone who reaches istiod is served as a proxy; remove it\n  - spec.template.spec.containers[0].env[1].value is "FALSE", which sets PILOT_ENABLE_XDS_IDENTITY_CHECK, so a proxy may ask for the configuration of any other; remove it',
            ],
        ],
        [
            "what guards endpoints, in values",
            env({
                ENABLE_DEBUG_ENDPOINT_AUTH: false,
                ENABLE_XDS_API_GENERATOR_AUTH: "false",
                UNSAFE_ENABLE_ADMIN_ENDPOINTS: true,
            }),
            [
                'mandatory: Release istio-system/istiod:\n  - values.pilot.env.ENABLE_DEBUG_ENDPOINT_AUTH is false, which sets ENABLE_DEBUG_ENDPOINT_AUTH, so anyone who reaches istiod reads the configuration of every proxy; remove it\n  - values.pilot.env.ENABLE_XDS_API_GENERATOR_AUTH is "false", which sets ENABLE_XDS_API_GENERATOR_AUTH, so any workload reads all of the mesh\'s configuration; remove it\n  - values.pilot.env.UNSAFE_ENABLE_ADMIN_ENDPOINTS is true, which sets UNSAFE_ENABLE_ADMIN_ENDPOINTS, so anyone who reaches istiod can change what it does; remove it',
            ],
        ],
        [
            "what keeps domains and gateways apart",
            env({ PILOT_SKIP_VALIDATE_TRUST_DOMAIN: "true", PILOT_ENABLE_STRICT_GATEWAY_MERGING: "false" }),
            [
                'mandatory: Release istio-system/istiod:\n  - values.pilot.env.PILOT_SKIP_VALIDATE_TRUST_DOMAIN is "true", which sets PILOT_SKIP_VALIDATE_TRUST_DOMAIN, so certificates of any trust domain count as the mesh\'s own; remove it\n  - values.pilot.env.PILOT_ENABLE_STRICT_GATEWAY_MERGING is "false", which sets PILOT_ENABLE_STRICT_GATEWAY_MERGING, so the Gateway of one team can take over the hosts of another; remove it',
            ],
        ],
        [
            "networks and accounts that are too wide",
            env({
                TRUSTED_GATEWAY_CIDR: "10.0.0.0/24, 0.0.0.0/0",
                CA_TRUSTED_NODE_ACCOUNTS: "istio-system/ztunnel,core/orders",
            }),
            [
                'mandatory: Release istio-system/istiod:\n  - values.pilot.env.TRUSTED_GATEWAY_CIDR is "10.0.0.0/24, 0.0.0.0/0", which sets TRUSTED_GATEWAY_CIDR, so whoever calls from there is taken for the identity that he claims in a header; remove it\n  - values.pilot.env.CA_TRUSTED_NODE_ACCOUNTS is "istio-system/ztunnel,core/orders", which sets CA_TRUSTED_NODE_ACCOUNTS, so these accounts get certificates in the name of any other; remove it',
            ],
        ],
        [
            "values that no policy can read",
            chart("istiod", {}, { valueYamlFiles: [{}] }),
            [
                'mandatory: Release istio-system/istiod: valueYamlFiles is "a list of files", which no policy can read; give the values under values, or install the chart with kubernetes.helm.v4.Chart',
            ],
        ],
        [
            "what is not known yet",
            [
                variable("XDS_AUTH", unknown),
                variable(unknown, "false"),
                istiodWith(unknown),
                env({ XDS_AUTH: unknown }),
            ],
            [
                "advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env[0].value is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env[0].name is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Release istio-system/istiod: values.pilot.env.XDS_AUTH is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(restrictDebugEndpoints, {
    accepts: [
        ["endpoints that are off", [plane, env({ ENABLE_DEBUG_ON_HTTP: false })]],
        ["whatever is no istiod", [deployment(podTemplate()), chart("cni", {})]],
    ],
    refuses: [
        [
            "the default, and what says so",
            [istiodWith([]), variable("ENABLE_DEBUG_ON_HTTP", "true"), chart("istiod", {})],
            [
                "advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env.ENABLE_DEBUG_ON_HTTP is not set, so whoever reaches 8080 of istiod reads the configuration of every proxy; set ENABLE_DEBUG_ON_HTTP to false",
                'advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env[0].value is "true", so whoever reaches 8080 of istiod reads the configuration of every proxy; set ENABLE_DEBUG_ON_HTTP to false',
                "advisory: Release istio-system/istiod: values.pilot.env.ENABLE_DEBUG_ON_HTTP is not set, so whoever reaches 8080 of istiod reads the configuration of every proxy; set ENABLE_DEBUG_ON_HTTP to false",
            ],
        ],
        [
            "what is not known yet",
            variable("ENABLE_DEBUG_ON_HTTP", unknown),
            [
                "advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env[0].value is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireConfigurationValidation, {
    accepts: [
        [
            "a validator that refuses",
            [
                validatorOf("1-31-1"),
                chart("base", { base: { validationFailurePolicy: "Fail" } }, { chart: "istio/base" }),
            ],
        ],
        [
            "the webhooks of somebody else",
            {
                apiVersion: "admissionregistration.k8s.io/v1",
                kind: "ValidatingWebhookConfiguration",
                metadata: { name: "other" },
                webhooks: [{ failurePolicy: "Ignore" }],
            },
        ],
    ],
    refuses: [
        [
            "no validation at all",
            chart("istiod", { global: { configValidation: false } }),
            [
                "mandatory: Release istio-system/istiod: values.global.configValidation is false, so nobody checks what is applied to the mesh; remove it",
            ],
        ],
        [
            "a validator that is skipped while it cannot be asked",
            [
                { ...validatorOf("1-31-1"), webhooks: [{ failurePolicy: "Ignore" }] },
                chart("istiod", { base: { validationFailurePolicy: "Ignore" } }),
            ],
            [
                'advisory: ValidatingWebhookConfiguration istiod-default-validator: webhooks[0].failurePolicy is "Ignore", so what nobody checked is accepted until istiod has set it to Fail, and at each apply again; set it to Fail',
                'advisory: Release istio-system/istiod: values.base.validationFailurePolicy is "Ignore", so what nobody checked is accepted until istiod has set it to Fail, and at each apply again; set it to Fail',
            ],
        ],
        [
            "what is not known yet",
            chart("istiod", { global: { configValidation: unknown } }),
            [
                "advisory: Release istio-system/istiod: values.global.configValidation is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(restrictProxyPrivileges, {
    accepts: [
        [
            "redirection by the node's agent",
            [
                chart("istiod", { pilot: { cni: { enabled: true } }, global: { variant: "distroless" } }),
                configMap("istio-sidecar-injector", { values: "{}" }),
                configMap("orders", { values: "a: [" }),
            ],
        ],
    ],
    refuses: [
        [
            "privileged proxies",
            [
                chart("istiod", { global: { proxy: { privileged: true } } }),
                configMap("istio-sidecar-injector-1-31-1", {
                    values: '{"global":{"proxy":{"privileged":true}}}',
                }),
            ],
            [
                "mandatory: Release istio-system/istiod: values.global.proxy.privileged is true, so every proxy may do anything on its node; remove it",
                "mandatory: ConfigMap istio-system/istio-sidecar-injector-1-31-1: data.values.global.proxy.privileged is true, so every proxy may do anything on its node; remove it",
            ],
        ],
        [
            "an image for debugging",
            chart("cni", { global: { variant: "debug" } }),
            [
                'mandatory: Release istio-system/istiod: values.global.variant is "debug", so every proxy brings a shell and tools along; set it to distroless',
            ],
        ],
        [
            "an init container in every pod",
            chart("istiod", { pilot: { cni: { enabled: false } } }),
            [
                "advisory: Release istio-system/istiod: values.pilot.cni.enabled is false, so each pod starts with a container that may change its node's network (istio-init); install istio-cni and set it to true",
            ],
        ],
        [
            "what is not known yet",
            [
                chart("istiod", { global: { proxy: { privileged: unknown } } }),
                configMap("istio-sidecar-injector", { values: unknown }),
            ],
            [
                "advisory: Release istio-system/istiod: values.global.proxy.privileged is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: ConfigMap istio-system/istio-sidecar-injector: data.values is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});
