import type { Field } from "./field";
import { meshConfigKinds, meshConfigSources } from "./meshConfig";
import type { PolicyObject } from "./object";
import type { StackView } from "./stackView";

/** One mesh configuration of a stack that can be read. */
export interface MeshSettings {
    readonly object: PolicyObject;
    readonly mesh: Field;
    /** What is absent takes Istio's default; false where a rendered object will tell. */
    readonly complete: boolean;
}

/** The mesh configurations of a stack; none when another stack has the control plane. */
export function meshSettings(view: StackView): readonly MeshSettings[] {
    return view.once(read);
}

function read(view: StackView): readonly MeshSettings[] {
    return view
        .of(meshConfigKinds)
        .flatMap((object) =>
            meshConfigSources(object).flatMap(({ mesh, complete }) =>
                mesh === undefined ? [] : [{ object, mesh, complete }],
            ),
        );
}

/** Those in which what is absent is really absent. */
export function completeSettings(view: StackView): readonly MeshSettings[] {
    return meshSettings(view).filter((each) => each.complete);
}
