import type { Component } from "./settings";

/**
 * Keys that are deleted wherever they stand: on resources, spans, events of spans, samples and log records. Headers and
 * metadata whole, because instrumentation captures them by list and lists grow; statements and their parameters, because
 * literals are data of people; and whatever is called by a word for a credential, in any case, at the end of a name, so
 * that `gen_ai.usage.input_tokens` stays and `x-auth-token` goes.
 */
export const deletedKeys: readonly string[] = [
    String.raw`^http\.(request|response)\.header\.`,
    String.raw`^http\.(request|response)\.body$`,
    String.raw`^rpc\.([a-z_]+\.)?(request|response)\.metadata\.`,
    String.raw`^db\.(statement|query\.text|user|connection_string|redis\.database_statement)$`,
    String.raw`^db\.(query|operation)\.parameter\.`,
    String.raw`^(url\.query|enduser\.(id|credential)|user\.email|messaging\.message\.body)$`,
    String.raw`(^|[._\-])(authorization|cookie|set-cookie|password|passwd|pwd|secret|token|jwt|api[_\-]?key|access[_\-]?key|private[_\-]?key|credentials?|session[_\-]?id)$`,
];

/** Keys that hold addresses, the old names and the new ones: their query and user are cut off. */
export const addressKeys = ["http.url", "http.target", "url.full", "url.path", "http.path"] as const;

const keys = `(?i)${deletedKeys.join("|")}`;

/** In Go's own notation of a string, which OTTL's literals are read by. */
function literal(expression: string): string {
    return JSON.stringify(expression);
}

function deletion(from: string): string {
    return `delete_matching_keys(${from}, ${literal(keys)})`;
}

function cuts(attributes: string): string[] {
    return addressKeys.flatMap((key) => [
        `replace_pattern(${attributes}["${key}"], ${literal("[?#].*$")}, "")`,
        `replace_pattern(${attributes}["${key}"], ${literal("^([a-zA-Z][a-zA-Z0-9+.\\-]*://)[^/@]*@")}, ${literal("$$1")})`,
    ]);
}

/**
 * Takes credentials out before anything is stored or counted (LOG-08). Envoy's own spans carry the whole address,
 * query included, in `http.url`. A statement that fails loses the batch rather than pass it on as it came.
 */
export const withoutCredentials: Component = {
    error_mode: "propagate",
    trace_statements: [
        {
            context: "span",
            statements: [
                deletion("span.attributes"),
                ...cuts("span.attributes"),
                `replace_pattern(span.name, ${literal("\\?\\S*")}, "")`,
            ],
        },
        { context: "spanevent", statements: [deletion("spanevent.attributes")] },
        { context: "resource", statements: [deletion("resource.attributes")] },
    ],
    metric_statements: [
        { context: "datapoint", statements: [deletion("datapoint.attributes")] },
        { context: "resource", statements: [deletion("resource.attributes")] },
    ],
    log_statements: [
        { context: "log", statements: [deletion("log.attributes"), ...cuts("log.attributes")] },
        { context: "resource", statements: [deletion("resource.attributes")] },
    ],
};
