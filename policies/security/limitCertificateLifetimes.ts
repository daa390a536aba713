import type { Field } from "../engine/field";
import { istiodVariableKinds, istiodVariables } from "../engine/istiodVariables";
import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { takeOut } from "../engine/repair";
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

    remediation: {
        does: "takes out variables of istiod that ask for longer certificates, or for none that are taken up without a restart: the defaults are a day, 90 days at most, and reloading",
        *repairs(object) {
            for (const { name, value, entry } of istiodVariables(object)) {
                const waits = name === "AUTO_RELOAD_PLUGIN_CERTS" && isFalse(value);
                if (waits || excess(name, value) !== undefined) {
                    yield takeOut(entry);
                }
            }
        },
    },
};

function limitOf(name: string): number | undefined {
    return Object.hasOwn(limits, name) ? limits[name] : undefined;
}

/** The limit, where a value is above it. */
function excess(name: string, value: Field): number | undefined {
    const limit = limitOf(name);
    const lifetime = milliseconds(value);
    return limit !== undefined && lifetime !== undefined && lifetime > limit ? limit : undefined;
}

function* judge(name: string, value: Field): Iterable<Finding> {
    const limit = excess(name, value);
    if (value.isUnknown && (limitOf(name) !== undefined || name === "*")) {
        yield unproven(value);
    } else if (limit !== undefined) {
        const message = "so a certificate that got away is good for that long, and nothing revokes it";
        yield warning(value, message, `remove it, or set it to ${limit / 3_600_000}h at most`);
    }
}
