import type { Mesh as AccessMesh, NamedWorkload } from "../components/access";
import type { Manifest } from "../components/istio/types";
import type { Requirements } from "./read/requirements";
import type { ShellSettings } from "./settings/shellSettings";

/** One of the two states that a report compares: everything a stack makes, and what it counts on. */
export interface Side {
    /** What a reader calls it: a stack, a folder, `before`. */
    readonly name: string;
    /** Everything that the stack makes. */
    readonly objects: readonly Manifest[];
    /** Services that others bring, as the catalogue declares them: those of workloads that teams deploy themselves. */
    readonly brought: readonly Manifest[];
    /** Sorted by namespace and name; gateways are not among them. */
    readonly workloads: readonly NamedWorkload[];
    readonly gatewayPods: readonly NamedWorkload[];
    readonly mesh: AccessMesh;
    /** Version of each revision's control plane, by the revision's name. */
    readonly revisions: Readonly<Record<string, string>>;
    /** Revision that each tag stands for. */
    readonly tags: Readonly<Record<string, string>>;
    /** Tag that the pods of each gateway follow, by `namespace/name`. */
    readonly gatewayTags: Readonly<Record<string, string>>;
    /** What of the catalogue asks for calls; absent where only objects are known. */
    readonly requirementsOf?: Requirements;
    /** Namespace of what watches the mesh; absent where nothing does. */
    readonly watchers?: string;
    /** What only the program's shell reads of the stack; absent where only objects are known. */
    readonly settings?: ShellSettings;
}

/** What of a side no object says, as synth writes it down beside the objects. */
export type Facts = Omit<Side, "name" | "objects" | "requirementsOf">;
