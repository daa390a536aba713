import type { Manifest } from "../../components/istio/types";
import type { Side } from "../side";
import type { ChangedObject } from "./changedObjects";
import { idOf } from "./names";
import { groupAndKind, isCarrier } from "./tellings";

/** What of a workload is only about itself: nothing is said of it where the workload is said to come or go. */
const ofWorkloads = new Set([
    "telemetry.istio.io/Telemetry",
    "policy/PodDisruptionBudget",
    "autoscaling/HorizontalPodAutoscaler",
    "core/ConfigMap",
    "core/PersistentVolumeClaim",
]);

/**
 * Whether an object that only `side` has comes or goes with a workload or a namespace that is told of. Nothing of the
 * whole cluster does, whatever its name, and nothing that lets anybody do more than what is told.
 */
export function goesWith(
    changed: readonly ChangedObject[],
    side: "before" | "after",
    before: Side,
    after: Side,
): (object: Manifest) => boolean {
    const [here, there] = side === "after" ? [after, before] : [before, after];
    const known = new Set(there.workloads.map(idOf));
    const moving = changed.flatMap((each) => {
        const object = each[side];
        const other = side === "after" ? each.before : each.after;
        return object === undefined || other !== undefined ? [] : [object];
    });
    const workloads = new Set([
        ...here.workloads.map(idOf).filter((id) => !known.has(id)),
        ...moving.filter(isCarrier).map(({ metadata }) => idOf(metadata)),
    ]);
    const namespaces = new Set(moving.filter(isNamespace).map(({ metadata }) => metadata.name));
    const staged = new Set(changed.flatMap(movedStage));
    return (object) => {
        const { namespace, name, labels = {} } = object.metadata;
        if (namespace === undefined) {
            return false;
        }
        const kind = groupAndKind(object);
        // What a namespace holds is gone with it, but for what counts in the whole mesh.
        const isHeldBy =
            side === "before" && namespaces.has(namespace) && namespace !== here.mesh.rootNamespace;
        const isOfWorkload =
            ofWorkloads.has(kind) && (namespaces.has(namespace) || workloads.has(idOf(object.metadata)));
        const isOfStage =
            kind === "telemetry.istio.io/Telemetry" &&
            name === "default" &&
            labels["meshwright.io/stage"] !== undefined &&
            staged.has(namespace);
        return isHeldBy || isOfWorkload || isOfStage;
    };
}

function isNamespace(object: Manifest): boolean {
    return groupAndKind(object) === "core/Namespace";
}

/** The namespace whose stage is told to move: until it is over, its log is kept whole. */
function movedStage({ before, after }: ChangedObject): readonly string[] {
    const [was, is] = [before, after].map((each) => each?.metadata.labels?.["meshwright.io/stage"]);
    return after !== undefined && isNamespace(after) && was !== is ? [after.metadata.name] : [];
}
