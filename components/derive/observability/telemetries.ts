import type { Workload } from "../../graph/model";
import type { Observability } from "../../graph/observability";
import type { Telemetry, TelemetrySpec } from "../../istio/telemetryTypes";
import { apiVersions } from "../../istio/types";
import { labels } from "../../labels";
import { meshTelemetry, providers } from "../../observability/names";
import type { ArrangedGraph, NamespacePart } from "../arrangedGraph";
import { datedMetadata, metadata } from "../metadata";
import type { Target } from "../target";
import { metricOverrides } from "./metricOverrides";
import { spanReceiver } from "./spanReceiver";
import { workloadTags } from "./spanTags";
import { watchedNamespaces } from "./watched";

type Logging = NonNullable<TelemetrySpec["accessLogging"]>;

/**
 * Only what failed (LOG-04): answers of 400 and above, and connections of plain TCP that policy ended, which have no
 * code. CEL takes a comparison with what is not there for an error, and Envoy does not log on an error; but either side
 * of an "or" may be one.
 */
const failures = `response.code >= 400 || connection.termination_details != ""`;

const toProvider = { providers: [{ name: providers.accessLog }] };
const everything: Logging = [toProvider];
const failuresOnly: Logging = [{ ...toProvider, filter: { expression: failures } }];

/**
 * What the mesh measures of itself, all in one object, because of several without a selector in one namespace only the
 * oldest counts (TRC-15, TRC-17). The access log's provider is the one that istiod has built in: as it has no format of
 * its own it takes that of the mesh config, and `accessLogFile` there is only asked where no Telemetry speaks of logs, so
 * nothing is logged twice (istio, pilot/pkg/model/telemetry_logging.go, `telemetryAccessLog`;
 * pilot/pkg/networking/core/accesslog.go, `setHTTPAccessLog`).
 */
export function meshTelemetries(arranged: ArrangedGraph, target: Target): Telemetry[] {
    const { observability } = arranged.platform;
    if (observability === undefined) {
        return [];
    }
    const traced = spanReceiver(observability, target.clusterDomain, watchedNamespaces(arranged, target));
    const spec: TelemetrySpec = {
        ...(traced === undefined
            ? {}
            : {
                  tracing: [
                      {
                          providers: [{ name: providers.tracing }],
                          randomSamplingPercentage: observability.sampling.percent,
                          customTags: workloadTags(observability, {}),
                      },
                  ],
              }),
        accessLogging: meshLogging(observability),
        ...(observability.prometheus.mode === "off"
            ? {}
            : { metrics: [{ providers: [{ name: providers.metrics }], overrides: metricOverrides }] }),
    };
    return [
        {
            apiVersion: apiVersions.Telemetry,
            kind: "Telemetry",
            metadata: metadata(target.rootNamespace, meshTelemetry),
            spec,
        },
    ];
}

function meshLogging({ accessLog }: Observability): Logging {
    switch (accessLog) {
        case "all":
            return everything;
        case "errors":
            return failuresOnly;
        case "off":
            return [{ ...toProvider, disabled: true }];
    }
}

/** A namespace's own, where it differs from the mesh, and one for each workload whose spans say something of it. */
export function telemetries(part: NamespacePart, arranged: ArrangedGraph, target: Target): Telemetry[] {
    const { observability } = arranged.platform;
    const { namespace, workloads } = part;
    if (observability === undefined || namespace.stage === "off") {
        return [];
    }
    if (namespace.name === observability.namespace) {
        return [ofStack(namespace.name)];
    }
    const traced = spanReceiver(observability, target.clusterDomain, watchedNamespaces(arranged, target));
    return [
        ...(isBeingPromoted(part) ? [ofWatchedNamespace(part)] : []),
        ...(traced === undefined ? [] : workloads.flatMap((each) => ofWorkload(each, observability))),
    ];
}

const namespaceTelemetry = "default";

/** On its way into the mesh; in a rollback nothing is decided from what is seen. */
function isBeingPromoted({ namespace: { stage, rollback } }: NamespacePart): boolean {
    return (stage === "observed" || stage === "audit") && rollback === undefined;
}

/**
 * Promotion goes by what the log says of an audited namespace: whatever the mesh logs, here it is everything, and no
 * change there blinds it. An observed one is watched for the calls it makes.
 */
function ofWatchedNamespace({ namespace }: NamespacePart): Telemetry {
    return {
        apiVersion: apiVersions.Telemetry,
        kind: "Telemetry",
        metadata: datedMetadata(namespace, namespaceTelemetry),
        spec: { accessLogging: everything },
    };
}

/**
 * The stack does not watch itself: a span of the call that brought spans would be brought by a call, of which there
 * would be a span, and so would a line of the log.
 */
function ofStack(namespace: string): Telemetry {
    return {
        apiVersion: apiVersions.Telemetry,
        kind: "Telemetry",
        metadata: metadata(namespace, namespaceTelemetry),
        spec: { tracing: [{ disableSpanReporting: true }], accessLogging: failuresOnly },
    };
}

/** One for each version, as far as there are several: the tag that tells them apart is a literal. */
function ofWorkload(workload: Workload, observability: Observability): Telemetry[] {
    const { id, name, namespace, selector, deployment, versions = [], spanTags = {} } = workload;
    const share = observability.sampling.workloads.get(id);
    const own = deployment?.version;
    if (own === undefined && share === undefined && Object.keys(spanTags).length === 0) {
        return [];
    }
    const telemetry = (objectName: string, version: string | undefined): Telemetry => ({
        apiVersion: apiVersions.Telemetry,
        kind: "Telemetry",
        metadata: metadata(namespace, objectName),
        spec: {
            selector: {
                matchLabels:
                    version === undefined || versions.length === 0
                        ? selector
                        : { ...selector, [labels.version]: version },
            },
            tracing: [
                {
                    ...(share === undefined ? {} : { randomSamplingPercentage: share }),
                    customTags: workloadTags(observability, {
                        ...spanTags,
                        ...(version === undefined ? {} : { service_version: version }),
                    }),
                },
            ],
        },
    });
    return [telemetry(name, own), ...versions.map(({ version }) => telemetry(`${name}-${version}`, version))];
}
