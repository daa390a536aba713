import type { Field } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { meshSettings } from "../engine/meshSettings";
import type { PolicyObject } from "../engine/object";
import { routesOf, virtualService } from "../engine/routes";
import { type StackFinding, type StackRule, unproven, warning } from "../engine/rule";

const sidecar = "networking.istio.io/Sidecar";
const telemetry = "telemetry.istio.io/Telemetry";
const crd = "apiextensions.k8s.io/CustomResourceDefinition";

export const disallowDeprecatedFields: StackRule = {
    scope: "stack",
    id: "G-26",
    ids: ["IST0002"],
    name: "meshwright-traffic-disallow-deprecated-fields",
    displayName: "Disallow fields that Istio is about to forget",
    description:
        "Configuration must not use what Istio has deprecated or ignores: percentages as whole numbers, a Sidecar's egressProxy, " +
        "the Lightstep provider, kinds of before 1.6.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Use percentage, ServiceEntry and routes, the OpenTelemetry provider, AuthorizationPolicy.",
    settings: [],
    kinds: [virtualService, sidecar, telemetry, crd, ...meshConfigKinds],

    *check(_objects, _context, view) {
        for (const object of view.kind(virtualService)) {
            for (const { field } of routesOf(object, ["http"])) {
                yield* tell(object, field.at("fault", "delay", "percent"), "use percentage");
                yield* tell(object, field.at("mirrorPercent"), "use mirrorPercentage");
            }
        }
        for (const object of view.kind(sidecar)) {
            const proxy = object.root.at("spec", "outboundTrafficPolicy", "egressProxy");
            yield* tell(object, proxy, "declare a ServiceEntry and a route to the egress gateway");
        }
        for (const object of view.kind(crd)) {
            if (object.root.at("spec", "group").text === "rbac.istio.io") {
                yield* tell(object, object.root.at("spec", "group"), "use AuthorizationPolicy");
            }
        }
        const providers = meshSettings(view).flatMap(({ mesh }) => mesh.at("extensionProviders").items());
        const old = new Set(
            providers.filter((each) => !each.at("lightstep").isAbsent).map((each) => each.at("name").text),
        );
        for (const object of view.kind(telemetry)) {
            const named = object.root
                .at("spec", "tracing")
                .items()
                .flatMap((each) => each.at("providers").items())
                .map((each) => each.at("name"))
                .filter((each) => each.text !== undefined && old.has(each.text));
            for (const name of named) {
                yield* tell(object, name, "use the opentelemetry provider");
            }
        }
    },
};

function* tell(object: PolicyObject, field: Field, fix: string): Iterable<StackFinding> {
    if (field.isUnknown) {
        yield { object, finding: unproven(field) };
    } else if (!field.isAbsent) {
        yield { object, finding: warning(field, "which is deprecated, and ignored before long", fix) };
    }
}
