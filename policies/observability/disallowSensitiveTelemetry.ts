import { all, every, everyEntry, listAt, mapAt, matches, not, textAt } from "../engine/admission/cel";
import { chartValues, unreadableValues } from "../engine/chartValues";
import type { Field } from "../engine/field";
import { type MeshConfigSource, meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import type { PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { takeOut } from "../engine/repair";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { isSensitive, sensitiveHeadersIn, sensitiveName, sensitiveText } from "../engine/sensitiveHeaders";
import { yamlIn } from "../engine/yamlText";

const telemetry = "telemetry.istio.io/Telemetry";
const proxyConfig = "proxy.istio.io/config";

/** Texts of a tag, any of which may be a format. */
const texts = [
    ["literal", "value"],
    ["environment", "name"],
    ["environment", "defaultValue"],
    ["header", "name"],
    ["header", "defaultValue"],
    ["formatter", "value"],
];

export const disallowSensitiveTelemetry: ObjectRule = {
    scope: "object",
    id: "G-11",
    name: "meshwright-observability-disallow-sensitive-telemetry",
    displayName: "Disallow credentials in telemetry",
    description:
        "Headers that carry credentials or sessions must not be written into spans, metrics or access logs.",
    severity: "high",
    framework: {
        name: "OWASP Application Security Verification Standard",
        version: "4.0.3",
        reference: "https://owasp.org/www-project-application-security-verification-standard/",
        specification: "V7.1.1 Log Content",
    },
    remediationSteps:
        "Take the header out of the tag or format. Log an identifier made for it, such as x-request-id.",
    settings: ["sensitiveHeaders"],
    kinds: [telemetry, ...meshConfigKinds, ...podCarriers],

    *check(object, context) {
        const extra = context.sensitiveHeaders;
        if (object.groupKind === telemetry) {
            for (const tag of spanTags(object)) {
                yield* judgeTag(tag, extra);
            }
            for (const tag of metricTags(object)) {
                yield* judgeTexts(tag, extra);
            }
        }
        const pod = podTemplate(object);
        if (pod !== undefined) {
            const tracing = yamlIn(pod.at("metadata", "annotations", proxyConfig))?.at("tracing");
            yield* tracing === undefined ? [] : judgeTags(tracing.at("customTags"), extra);
        }
        for (const source of meshConfigSources(object)) {
            yield* judgeMesh(source, extra);
        }
        const chart = chartValues(object);
        if (chart?.chart === "istiod") {
            yield* unreadableValues(chart);
        }
    },

    remediation: {
        does: "takes out tags of spans and metrics in a Telemetry that record such a header. Formats of logs, and tags in the YAML of a mesh or a pod, are texts that people rewrite",
        *repairs(object, { sensitiveHeaders }) {
            if (object.groupKind !== telemetry) {
                return;
            }
            for (const tag of spanTags(object)) {
                yield* isTelling(judgeTag(tag, sensitiveHeaders)) ? [takeOut(tag)] : [];
            }
            for (const tag of metricTags(object)) {
                yield* isTelling(judgeTexts(tag, sensitiveHeaders)) ? [takeOut(tag)] : [];
            }
        },
    },

    admission: [
        {
            kinds: [telemetry],
            claims: ({ sensitiveHeaders }) => [
                {
                    at: "spec.tracing[].customTags",
                    holds: every(
                        listAt("object", "spec", "tracing"),
                        "t",
                        everyEntry(mapAt("t", "customTags"), (tag) =>
                            all(
                                not(matches(textAt(tag, "header", "name"), sensitiveName(sensitiveHeaders))),
                                ...texts.map((keys) =>
                                    not(matches(textAt(tag, ...keys), sensitiveText(sensitiveHeaders))),
                                ),
                            ),
                        ),
                    ),
                    message: "where a header with credentials is recorded with every request",
                    fix: "take it out",
                },
                {
                    at: "spec.metrics[].overrides[].tagOverrides",
                    holds: every(
                        listAt("object", "spec", "metrics"),
                        "m",
                        every(
                            listAt("m", "overrides"),
                            "o",
                            everyEntry(mapAt("o", "tagOverrides"), (tag) =>
                                not(matches(textAt(tag, "value"), sensitiveText(sensitiveHeaders))),
                            ),
                        ),
                    ),
                    message: "where a header with credentials is recorded with every request",
                    fix: "take it out",
                },
            ],
            leaves: "pods and istiod are told of tags in YAML, which CEL cannot read",
        },
    ],
};

/** `{ header: { name } }`, `{ literal: { value } }` and so on, by name. */
function spanTags(object: PolicyObject): readonly Field[] {
    const tracing = object.root.at("spec", "tracing").items();
    return tracing.flatMap((each) =>
        each
            .at("customTags")
            .entries()
            .map(([, tag]) => tag),
    );
}

function metricTags(object: PolicyObject): readonly Field[] {
    const metrics = object.root.at("spec", "metrics").items();
    const overrides = metrics.flatMap((each) => each.at("overrides").items());
    return overrides.flatMap((each) =>
        each
            .at("tagOverrides")
            .entries()
            .map(([, tag]) => tag),
    );
}

function isTelling(findings: Iterable<Finding>): boolean {
    return [...findings].some(({ level }) => level === "violation");
}

function* judgeMesh({ mesh, at }: MeshConfigSource, extra: readonly string[]): Iterable<Finding> {
    if (mesh === undefined) {
        // D-01 refuses what is not YAML; a format may still be seen in the text.
        yield* judgeTexts(at, extra);
        return;
    }
    yield* judgeTexts(mesh.at("accessLogFormat"), extra);
    yield* judgeTags(mesh.at("defaultConfig", "tracing", "customTags"), extra);
    for (const provider of mesh.at("extensionProviders").items()) {
        for (const [kind, settings] of provider.entries()) {
            // envoyFileAccessLog, envoyHttpAls, envoyTcpAls, envoyOtelAls; ext_authz may well be sent credentials.
            if (/(AccessLog|Als)$/.test(kind)) {
                yield* judgeTexts(settings.at("logFormat"), extra);
                yield* judgeLoggedHeaders(settings, extra);
            }
        }
    }
}

/** One tag of a span; other kinds than that of a header may hold a format. */
function* judgeTag(tag: Field, extra: readonly string[]): Iterable<Finding> {
    yield* judgeHeaderName(tag.at("header", "name"), extra);
    yield* judgeTexts(tag, extra);
}

function* judgeTags(tags: Field, extra: readonly string[]): Iterable<Finding> {
    for (const [, tag] of tags.entries()) {
        yield* judgeTag(tag, extra);
    }
}

/** `additionalRequestHeadersToLog` and its siblings. */
function* judgeLoggedHeaders(settings: Field, extra: readonly string[]): Iterable<Finding> {
    for (const [key, list] of settings.entries()) {
        if (/ToLog$/.test(key)) {
            for (const header of list.items()) {
                yield* judgeHeaderName(header, extra);
            }
        }
    }
}

function* judgeHeaderName(name: Field, extra: readonly string[]): Iterable<Finding> {
    if (name.isUnknown) {
        yield unproven(name);
    } else if (isSensitive(name.text ?? "", extra)) {
        yield violation(name, "so its value is recorded with every request", "take it out");
    }
}

function* judgeTexts(field: Field, extra: readonly string[]): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
        return;
    }
    const headers = sensitiveHeadersIn(field.text ?? "", extra);
    if (headers.length > 0) {
        const names = headers.join(", ");
        yield violation(
            field,
            `so the value of ${names} is recorded with every request`,
            `take ${names} out`,
        );
    }
    for (const each of field.isList ? field.items() : field.entries().map(([, value]) => value)) {
        yield* judgeTexts(each, extra);
    }
}
