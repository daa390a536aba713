import { type Field, isEmpty } from "../engine/field";
import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import type { PolicyObject } from "../engine/object";
import { type StackFinding, type StackRule, unproven, warning } from "../engine/rule";
import { isFalse, isTrue } from "../engine/texts";

const telemetry = "telemetry.istio.io/Telemetry";

export const requireAccessLogs: StackRule = {
    scope: "stack",
    id: "F-10",
    name: "meshwright-observability-require-access-logs",
    displayName: "Require a record of who called whom",
    description:
        "Proxies should write an access log, which Istio leaves off by default, and no Telemetry should silence one: it is the " +
        "only record of a refused call.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Set meshConfig.accessLogFile to /dev/stdout, or name a provider in a Telemetry of the root namespace. To write less, " +
        "filter by an expression instead of disabling.",
    settings: ["rootNamespaces"],
    kinds: [...meshConfigKinds, telemetry],

    *check(objects, { rootNamespaces }, view) {
        const telemetries = view.kind(telemetry);
        const logsByTelemetry = telemetries.some(
            (each) =>
                rootNamespaces.includes(each.namespace ?? "default") &&
                logging(each).some((entry) => !isTrue(entry.at("disabled"))),
        );
        for (const object of logsByTelemetry ? [] : objects) {
            yield* judgeMesh(object);
        }
        for (const object of telemetries) {
            for (const entry of logging(object)) {
                const disabled = entry.at("disabled");
                const unknown = [disabled, entry.at("match")].find((each) => each.isUnknown);
                if (unknown !== undefined && !isFalse(disabled) && !disabled.isAbsent) {
                    yield { object, finding: unproven(unknown) };
                    continue;
                }
                if (isTrue(disabled) && isEmpty(entry.at("match"))) {
                    const message = "so nothing records who called these workloads, nor who was refused";
                    const fix = "remove it, or filter by an expression";
                    yield { object, finding: warning(disabled, message, fix) };
                }
            }
        }
    },
};

function logging(object: PolicyObject): readonly Field[] {
    return object.root.at("spec", "accessLogging").items();
}

function* judgeMesh(object: PolicyObject): Iterable<StackFinding> {
    for (const { mesh, complete } of meshConfigSources(object)) {
        const file = mesh?.at("accessLogFile");
        if (mesh === undefined || file === undefined || file.isUnknown || !complete) {
            continue;
        }
        const isOff = file.isAbsent || file.text === "";
        if (isOff && isEmpty(mesh.at("defaultProviders", "accessLogging"))) {
            const message = "so no proxy records who called whom, nor who was refused";
            yield { object, finding: warning(file, message, "set it to /dev/stdout") };
        }
    }
}
