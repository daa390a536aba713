import { type Field, isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { called, type StackFinding, type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const telemetry = "telemetry.istio.io/Telemetry";

export const disallowConflictingTelemetry: StackRule = {
    scope: "stack",
    id: "G-22",
    ids: ["IST0159", "IST0160", "KIA0002", "KIA0003", "TIS0001"],
    name: "meshwright-observability-disallow-conflicting-telemetry",
    displayName: "Disallow two Telemetry objects for the same pods",
    description:
        "A namespace must have one Telemetry for all of it, and each pod one of its own at most: of several the oldest counts, and " +
        "the rest does nothing.",
    severity: "medium",
    remediationSteps: "Put tracing, metrics and accessLogging of the same pods into one object.",
    settings: [],
    kinds: [telemetry, ...podCarriers],

    *check(_objects, _context, view) {
        const all = view.kind(telemetry).filter((each) => isEmpty(each.root.at("spec", "targetRefs")));
        for (const namespace of new Set(all.map((each) => each.namespace ?? "default"))) {
            const own = all.filter((each) => (each.namespace ?? "default") === namespace);
            yield* judgeWhole(own.filter((each) => isEmpty(selectorOf(each))));
            yield* judgeSelecting(
                own.filter((each) => !isEmpty(selectorOf(each))),
                namespace,
                view,
            );
        }
    },
};

function selectorOf({ root }: PolicyObject): Field {
    return root.at("spec", "selector", "matchLabels");
}

function* judgeWhole(whole: readonly PolicyObject[]): Iterable<StackFinding> {
    for (const object of whole) {
        const other = whole.find((each) => each !== object);
        if (other !== undefined) {
            const message = `like that of ${other.name}, so both are for all of ${object.namespace ?? "default"} and one does nothing`;
            const finding = violation(selectorOf(object), message, "put both into one");
            yield { object, finding: called(finding, "IST0160", "KIA0002") };
        }
    }
}

function* judgeSelecting(
    selecting: readonly PolicyObject[],
    namespace: string,
    view: StackView,
): Iterable<StackFinding> {
    const pods = new Map(
        selecting.map((each) => [each, view.pods.selectedBy(selectorOf(each), namespace).pods] as const),
    );
    for (const [object, own] of pods) {
        for (const [other, others] of pods) {
            const shared = other === object ? undefined : own.find((each) => others.includes(each));
            if (shared !== undefined) {
                const message = `and ${other.name} selects ${shared.object.kind} ${shared.object.name} too, so one of them does nothing there`;
                const finding = violation(selectorOf(object), message, "put both into one");
                yield { object, finding: called(finding, "IST0159", "KIA0003") };
                break;
            }
        }
    }
}
