import { ownContainers } from "../engine/containers";
import type { Field } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { meshSettings } from "../engine/meshSettings";
import type { PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type StackFinding, type StackRule, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const destinationRule = "networking.istio.io/DestinationRule";
const encrypted = new Set(["SIMPLE", "MUTUAL"]);
/** Providers that spans and logs are sent to; who is asked about requests is A-18's. */
const sinks =
    /^(opentelemetry|zipkin|lightstep|datadog|opencensus|skywalking|envoyOtelAls|envoyHttpAls|envoyTcpAls)$/;

export const disallowPlaintextTelemetry: StackRule = {
    scope: "stack",
    id: "G-10",
    name: "meshwright-observability-disallow-plaintext-telemetry",
    displayName: "Disallow telemetry in plaintext or in memory alone",
    description:
        "Spans and logs that leave the cluster should be encrypted on the way, and a store of traces should keep them somewhere: " +
        "they hold paths, addresses and names of whoever called.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Give the collector's host a DestinationRule with tls.mode SIMPLE, or send to a collector in the mesh; run Jaeger with a " +
        "disk or a database.",
    settings: [],
    kinds: [destinationRule, ...meshConfigKinds, ...podCarriers],

    *check(_objects, _context, view) {
        const secured = new Set(
            view
                .kind(destinationRule)
                .filter((each) =>
                    encrypted.has(each.root.at("spec", "trafficPolicy", "tls", "mode").text ?? ""),
                )
                .map((each) => each.root.at("spec", "host").text),
        );
        for (const { object, mesh } of meshSettings(view)) {
            yield* judgeMesh(object, mesh, secured);
        }
        yield* judgePods(view);
    },
};

function* judgeMesh(
    object: PolicyObject,
    mesh: Field,
    secured: ReadonlySet<string | undefined>,
): Iterable<StackFinding> {
    for (const provider of mesh.at("extensionProviders").items()) {
        for (const [kind, settings] of provider.entries()) {
            const service = settings.at("service");
            const host = service.text?.split("/").at(-1) ?? "";
            const isOutside = host.includes(".") && !/\.svc(\.|$)|\.local$/.test(host);
            if (sinks.test(kind) && isOutside && !secured.has(host)) {
                const message =
                    "a host outside the cluster without a DestinationRule that encrypts, so it is sent in plaintext";
                const fix = "add one with tls.mode SIMPLE";
                yield { object, finding: warning(service, message, fix) };
            }
        }
    }
}

/** Jaeger's image with everything in one has a memory and nothing else, unless it is told otherwise. */
function* judgePods(view: StackView): Iterable<StackFinding> {
    for (const { object, pod } of view.pods.all) {
        for (const container of ownContainers(podTemplate(object) ?? pod)) {
            const image = container.at("image");
            const stores = container
                .at("env")
                .items()
                .find((each) => each.at("name").text === "SPAN_STORAGE_TYPE");
            const storage = stores?.at("value").text ?? "memory";
            if (/(^|\/)jaegertracing\/all-in-one(:|@|$)/.test(image.text ?? "") && storage === "memory") {
                const message = "which keeps traces in memory alone, so a restart loses them";
                yield { object, finding: warning(image, message, "give it a disk or a database") };
            }
        }
    }
}
