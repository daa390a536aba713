import { badImage, badLabelValue, badName } from "../components/graph/formats";
import { type Content, decimal, either, mapOf, oneOf, section, text } from "../components/graph/shape";
import { badUrl } from "./observabilityFormats";
import {
    alertmanager,
    collector,
    exporters,
    grafana,
    jaeger,
    kiali,
    loki,
    prometheus,
} from "./observabilityPartSchemas";

const percent = (description: string) => decimal(description, { min: 0, max: 100, code: "bad-percent" });

const samplingExpected =
    "a number of per cent, or a map such as { percent: 5, workloads: { edge/gateway: 10 } }";

const sampling = either(
    [
        percent("Share of requests whose traces are kept, in per cent."),
        section(
            {
                percent: percent("Share of requests whose traces are kept, in per cent.").optional(),
                workloads: mapOf(
                    percent("Share of the traces that start here, in per cent."),
                    "a map from workloads to per cent",
                    "Shares of their own, by namespace/workload.",
                ).optional(),
            },
            samplingExpected,
            "Shares by workload.",
        ),
    ],
    samplingExpected,
    "Share of requests whose traces are kept, decided at the first proxy. Defaults to 100; in production it is written, 1 to 10.",
);

const link = text("an address such as https://grafana.example.com", "Address in a browser.", badUrl);

export const observability = section(
    {
        namespace: text(
            "the name of a namespace",
            "Namespace of its own. Defaults to observability.",
            badName,
        ).optional(),
        tag: text(
            "the name of a revision tag",
            "Tag whose proxies it gets. Defaults to stable where that is declared, else to default.",
        ).optional(),
        cluster: text(
            "a name such as vertice-dev",
            "Name of the cluster, on spans and series. Defaults to the environment.",
            badLabelValue,
        ).optional(),
        scale: oneOf(
            ["small", "medium", "large"],
            "Sizes for about 10, 1,000 or 10,000 services. Defaults to small.",
        ).optional(),
        sampling: sampling.optional(),
        accessLog: oneOf(
            ["all", "errors", "off"],
            "Which requests proxies log. Defaults to all, in production to errors.",
        ).optional(),
        links: section(
            {
                grafana: link.optional(),
                jaeger: link.optional(),
                prometheus: link.optional(),
            },
            "a map such as { grafana: https://grafana.example.com }",
            "Where browsers reach the user interfaces, for links between them.",
        ).optional(),
        runbooks: text(
            "an address such as https://wiki.example.com/runbooks",
            "Where runbooks are, for the links of alerts. Defaults to this project's own.",
            badUrl,
        ).optional(),
        collector: collector.optional(),
        jaeger: jaeger.optional(),
        prometheus: prometheus.optional(),
        alertmanager: alertmanager.optional(),
        grafana: grafana.optional(),
        loki: loki.optional(),
        kiali: kiali.optional(),
        exporters: exporters.optional(),
        images: mapOf(
            text("an image with a tag or a digest", "Image in place of the pinned one.", badImage),
            "a map such as { grafana: registry.example.com/grafana:13.2.0 }",
            "Images of one's own, by name.",
        ).optional(),
    },
    "a map such as { sampling: 5, jaeger: { retention: 48h } }, or {} for all of it",
    "What watches the mesh: each part is installed, exists already, or is off.",
);
export type RawObservability = Content<typeof observability>;
