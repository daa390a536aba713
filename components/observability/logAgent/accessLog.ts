import type { Component } from "../collector/settings";

/**
 * Fields of an access log that stand beside the line as well, where a search finds them without parsing: what a trace
 * is joined by (LOG-06), and what one looks for first. The line itself stays whole.
 */
export const accessLogFields = [
    "request_id",
    "correlation_id",
    "traceparent",
    "method",
    "authority",
    "response_code",
    "response_flags",
] as const;

/** One character of a JSON string: an escaped quote does not end it. */
const character = String.raw`(?:[^"\\]|\\.)`;
const bare = String.raw`(?:[^"\\?]|\\.)`;

/** In Go's own notation of a string, which OTTL's literals are read by. */
function literal(expression: string): string {
    return JSON.stringify(expression);
}

/**
 * Takes credentials out of lines (LOG-08): the query of a path, in which tokens travel, and the value of any field
 * that is called like a header with credentials, should a format have one. A statement that fails loses the batch
 * rather than pass it on as it came.
 */
const withoutCredentials = [
    `replace_pattern(log.body, ${literal(`("(?:path|uri)"\\s*:\\s*"${bare}*)\\?${character}*"`)}, ${literal('$$1"')})`,
    `replace_pattern(log.body, ${literal(
        `(?i)("(?:proxy-)?(?:authorization|cookie|set-cookie|x-api-key|x-auth-token)"\\s*:\\s*)"${character}*"`,
    )}, ${literal('$$1"-"')})`,
];

/** What a line in JSON says, for the length of this processor. */
const parsed = 'log.cache["line"]';

const traced = `log.attributes["traceparent"] != nil and IsMatch(log.attributes["traceparent"], ${literal(
    "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
)})`;

/** Proxies log JSON for requests, and plain text about themselves, which passes as it is. */
export const accessLog: Component = {
    error_mode: "propagate",
    log_statements: [
        {
            context: "log",
            conditions: [`IsString(log.body) and IsMatch(log.body, ${literal(String.raw`^\{.*\}\s*$`)})`],
            statements: [
                ...withoutCredentials,
                `set(${parsed}, ParseJSON(log.body))`,
                ...accessLogFields.map(
                    (field) =>
                        `set(log.attributes["${field}"], ${parsed}["${field}"]) where ${parsed}["${field}"] != nil`,
                ),
                // version-traceid-spanid-flags, as W3C has it.
                `set(log.attributes["trace_id"], Substring(log.attributes["traceparent"], 3, 32)) where ${traced}`,
                `set(log.trace_id.string, log.attributes["trace_id"]) where ${traced}`,
                'delete_key(log.attributes, "traceparent")',
                'delete_key(log.attributes, "logtag")',
                'delete_key(log.attributes, "log.file.path")',
            ],
        },
    ],
};

/**
 * Where a line is from. A service has the name that its proxy gives to its spans, so that logs and traces are of one;
 * what has no label `app` is called by its Deployment, and together where even that is unknown, because a pod's name
 * would make a stream of every pod.
 */
export function origin({ environment, cluster }: { environment: string; cluster: string }): Component {
    const app = attribute("app");
    const deployment = attribute("k8s.deployment.name");
    const service = attribute("service.name");
    const named = (by: string) => `set(${service}, Concat([${by}, ${attribute("k8s.namespace.name")}], "."))`;
    return {
        error_mode: "propagate",
        log_statements: [
            {
                context: "resource",
                statements: [
                    `${named(app)} where ${app} != nil`,
                    `${named(deployment)} where ${service} == nil and ${deployment} != nil`,
                    `${named(literal("unlabelled"))} where ${service} == nil`,
                    `set(${attribute("deployment.environment.name")}, ${literal(environment)})`,
                    `set(${attribute("k8s.cluster.name")}, ${literal(cluster)})`,
                ],
            },
        ],
    };
}

function attribute(name: string): string {
    return `resource.attributes[${literal(name)}]`;
}
