import type {
    CollectorConfig,
    Components,
    Pipeline,
} from "../../../../components/observability/collector/settings";

/** Ports of the loopback between the two halves of a configuration. */
export interface Seam {
    /** Where the half apart takes spans in, OTLP over HTTP. */
    readonly spans: number;
    /** Where the rest takes back what a connector made of them. */
    readonly metrics: number;
}

const receiver = "otlp/seam";

/**
 * A configuration in two halves, for programs that hold its components between them: one connector or exporter of
 * traces, unchanged, goes into a configuration of its own, and OTLP runs where one pipeline led into the other. All the
 * rest is left as it was.
 *
 * @param exporter - name of the OTLP exporter over HTTP in the program of the rest
 * @param exporterApart - and in the program of the half apart
 * @param name - of the component in the program that holds it, where that knows another
 */
export function setApart(
    config: CollectorConfig,
    component: string,
    seam: Seam,
    {
        exporter = "otlp_http",
        exporterApart = "otlphttp",
        name = component,
    }: { exporter?: string; exporterApart?: string; name?: string } = {},
): { readonly rest: CollectorConfig; readonly apart: CollectorConfig } {
    const connector = config.connectors?.[component];
    const settings = connector ?? config.exporters[component];
    if (settings === undefined) {
        throw new Error(`the configuration has no ${component}`);
    }
    const toApart = `${exporter}/seam`;
    const replaced = (names: readonly string[], by: string) =>
        names.map((each) => (each === component ? by : each));
    const pipelines = Object.entries(config.service.pipelines).map(([key, pipeline]): [string, Pipeline] => [
        key,
        {
            receivers: replaced(pipeline.receivers, receiver),
            processors: pipeline.processors,
            exporters: replaced(pipeline.exporters, toApart),
        },
    ]);
    const toRest = `${exporterApart}/seam`;
    return {
        rest: {
            ...config,
            receivers:
                connector === undefined
                    ? config.receivers
                    : { ...config.receivers, [receiver]: otlp(seam.metrics) },
            ...(config.connectors === undefined ? {} : { connectors: without(config.connectors, component) }),
            exporters: {
                ...without(config.exporters, component),
                [toApart]: { endpoint: `http://127.0.0.1:${seam.spans}` },
            },
            service: { ...config.service, pipelines: Object.fromEntries(pipelines) },
        },
        apart: {
            extensions: {},
            receivers: { [receiver]: otlp(seam.spans) },
            processors: {},
            ...(connector === undefined ? {} : { connectors: { [name]: settings } }),
            exporters:
                connector === undefined
                    ? { [name]: settings }
                    : { [toRest]: { endpoint: `http://127.0.0.1:${seam.metrics}` } },
            service: {
                extensions: [],
                telemetry: { metrics: { level: "none" } },
                pipelines: {
                    traces: { receivers: [receiver], processors: [], exporters: [name] },
                    ...(connector === undefined
                        ? {}
                        : { metrics: { receivers: [name], processors: [], exporters: [toRest] } }),
                },
            },
        },
    };
}

function otlp(port: number) {
    return { protocols: { http: { endpoint: `127.0.0.1:${port}` } } };
}

function without(all: Components, name: string): Components {
    return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}
