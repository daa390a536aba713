import type { Field } from "../engine/field";
import { istiodVariableKinds, istiodVariables } from "../engine/istiodVariables";
import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type Finding, type ObjectRule, unproven, warning } from "../engine/rule";
import { isFalse, milliseconds } from "../engine/texts";
import { yamlIn } from "../engine/yamlText";

const day = 24 * 3_600_000;
/** Longest, for what each names. */
const limits: Readonly<Record<string, number>> = {
    DEFAULT_WORKLOAD_CERT_TTL: day,
    MAX_WORKLOAD_CERT_TTL: 90 * day,
    SECRET_TTL: day,
};

export const limitCertificateLifetimes: ObjectRule = {
    scope: "object",
    id: "F-07",
    name: "meshwright-security-limit-certificate-lifetimes",
    displayName: "Limit how long an identity lives",
    description:
        "A workload's certificate should live a day at most, and istiod should take a new certificate authority up without a " +
        "restart: nothing revokes a certificate that got away.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Remove the variable: the default is 24h, renewed at half of it. Whether the authority is one of your own, in the Secret " +
        "cacerts, cannot be seen in a stack that does not hold it.",
    settings: [],
    kinds: [...new Set([...istiodVariableKinds, ...meshConfigKinds, ...podCarriers])],

    *check(object) {
        for (const { name, value } of istiodVariables(object)) {
            yield* judge(name, value);
            if (name === "AUTO_RELOAD_PLUGIN_CERTS" && isFalse(value)) {
                const message =
                    "so a new certificate authority waits for a restart of istiod, or for its expiry";
                yield warning(value, message, "remove it");
            }
        }
        const pod = podTemplate(object);
        const configs = [
            ...meshConfigSources(object).map(({ mesh }) => mesh?.at("defaultConfig")),
            pod === undefined
                ? undefined
                : yamlIn(pod.at("metadata", "annotations", "proxy.istio.io/config")),
        ];
        for (const config of configs) {
            yield* config === undefined ? [] : judge("SECRET_TTL", config.at("proxyMetadata", "SECRET_TTL"));
        }
    },
};

function* judge(name: string, value: Field): Iterable<Finding> {
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    const lifetime = milliseconds(value);
    if (value.isUnknown && (limit !== undefined || name === "*")) {
        yield unproven(value);
    } else if (limit !== undefined && lifetime !== undefined && lifetime > limit) {
        const message = "so a certificate that got away is good for that long, and nothing revokes it";
        yield warning(value, message, `remove it, or set it to ${limit / 3_600_000}h at most`);
    }
}
