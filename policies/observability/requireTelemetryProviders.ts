import { type Field, isEmpty } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings } from "../engine/meshSettings";
import { type Finding, type StackRule, unproven, violation, warning } from "../engine/rule";
import { isTrue } from "../engine/texts";

const telemetry = "telemetry.istio.io/Telemetry";
/** istiod has these without being told. */
const builtIn = new Set(["prometheus", "stackdriver", "envoy"]);

export const requireTelemetryProviders: StackRule = {
    scope: "stack",
    id: "G-23",
    ids: ["IST0157", "TIS0901"],
    name: "meshwright-observability-require-telemetry-providers",
    displayName: "Require providers that the mesh has",
    description:
        "A Telemetry must name providers of meshConfig.extensionProviders, and access logging at least one where the mesh has no " +
        "default: what names none or another is ignored.",
    severity: "medium",
    remediationSteps:
        "Name a provider under providers, and define it in meshConfig.extensionProviders (envoy, prometheus and stackdriver are " +
        "built in).",
    settings: [],
    kinds: [telemetry, ...meshConfigKinds],

    *check(_objects, _context, view) {
        const meshes = completeSettings(view).map(({ mesh }) => mesh);
        const names = meshes.flatMap((mesh) =>
            mesh
                .at("extensionProviders")
                .items()
                .map((each) => each.at("name")),
        );
        // Of a mesh in another stack nobody can tell what it has.
        const isOpen = meshes.length === 0 || names.some((each) => each.isUnknown);
        const declared = isOpen
            ? undefined
            : new Set([...builtIn, ...names.flatMap((each) => each.text ?? [])]);
        const logsByDefault = meshes.some((mesh) => !isEmpty(mesh.at("defaultProviders", "accessLogging")));
        for (const object of view.kind(telemetry)) {
            for (const section of ["tracing", "metrics", "accessLogging"]) {
                for (const entry of object.root.at("spec", section).items()) {
                    const needsOne = section === "accessLogging" && !logsByDefault;
                    for (const finding of judge(entry, declared, needsOne)) {
                        yield { object, finding };
                    }
                }
            }
        }
    },
};

function* judge(
    entry: Field,
    declared: ReadonlySet<string> | undefined,
    needsOne: boolean,
): Iterable<Finding> {
    const providers = entry.at("providers");
    if (needsOne && isEmpty(providers) && !isTrue(entry.at("disabled"))) {
        const message = "and the mesh has no default for access logs, so the entry is ignored";
        // By Istio's own configuration it has none.
        yield (declared === undefined ? warning : violation)(providers, message, "name one, such as envoy");
    }
    for (const provider of providers.items()) {
        const name = provider.at("name");
        if (declared !== undefined && name.isUnknown) {
            yield unproven(name);
        }
        if (declared !== undefined && name.text !== undefined && !declared.has(name.text)) {
            const message = "which meshConfig.extensionProviders does not have, so the entry is ignored";
            yield violation(name, message, "define it there, or correct its name");
        }
    }
}
