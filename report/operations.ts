import type { Manifest } from "../components/istio/types";
import { enumerated, titleOf } from "./objects/names";
import type { PreviewStep } from "./read/preview";
import type { Statement } from "./statement";

/** Kinds with which something goes that no update brings back. */
const lasting = new Set(["Namespace", "PersistentVolumeClaim", "CustomResourceDefinition", "Secret"]);

/** What the engine would replace, with the fields that make it do so, and what would be gone for good. */
export function operationStatements(steps: readonly PreviewStep[]): readonly Statement[] {
    return steps.flatMap(({ op, object, reasons }) => {
        if (op === "replace") {
            return [
                told(
                    object,
                    `is replaced${holdsMore(object) ? ", and what it holds is gone" : ""}${reasons.length === 0 ? "" : `: ${enumerated([...reasons].sort())}`}`,
                ),
            ];
        }
        return isForGood({ op, object }) ? [told(object, "is deleted, with what it holds")] : [];
    });
}

/** Titles of what is told of here as deleted, which needs no other word of its being gone. */
export function deletedForGood(steps: readonly PreviewStep[]): ReadonlySet<string> {
    return new Set(steps.filter(isForGood).map(({ object }) => titleOf(object)));
}

function isForGood({ op, object }: Pick<PreviewStep, "op" | "object">): boolean {
    return op === "delete" && (lasting.has(object.kind) || takesVolumes(object));
}

/** What a new one in its place does not hold again; a Secret does. */
function holdsMore(object: Manifest): boolean {
    return object.kind !== "Secret" && (lasting.has(object.kind) || takesVolumes(object));
}

/** The volumes of a StatefulSet stay when it goes, unless it says otherwise. */
function takesVolumes({ kind, spec }: Manifest): boolean {
    const { persistentVolumeClaimRetentionPolicy: kept } = (spec ?? {}) as {
        readonly persistentVolumeClaimRetentionPolicy?: { readonly whenDeleted?: string };
    };
    return kind === "StatefulSet" && kept?.whenDeleted === "Delete";
}

/** How many objects each operation is for. */
export function operationTotals(steps: readonly PreviewStep[]): Readonly<Record<string, number>> {
    const totals: Record<string, number> = {};
    for (const { op } of steps) {
        totals[op] = (totals[op] ?? 0) + 1;
    }
    return totals;
}

function told(object: Manifest, what: string): Statement {
    return { section: "operations", effect: "changes", sentence: `${titleOf(object)} ${what}`, because: [] };
}
