import type { User } from "./use";

/**
 * What has to happen so that a cluster becomes what a stack file declares, in an order in which every prefix leaves
 * a mesh that works: config is judged, pods get proxies, and nothing points to a control plane that is not there.
 */
export interface RevisionPlan {
    /** Empty when something is refused: a stack file with a refusal is not applied in part. */
    readonly steps: readonly PlanStep[];
    readonly refusals: readonly Refusal[];
    /** What is not wrong but should be known, as sentences. */
    readonly warnings: readonly string[];
}

export type PlanStep =
    /** Istio's CRDs become those of the newest version there is or was; they never go back. */
    | { readonly kind: "crds"; readonly from?: string; readonly to: string }
    | { readonly kind: "install"; readonly revision: string; readonly version: string }
    /** Webhook configuration and Service. `from` is absent when the tag is new. */
    | ({ readonly kind: "move-tag"; readonly tag: string } & Pointing)
    /** The tag `default` and the default validator, together, while both control planes live. */
    | ({ readonly kind: "move-default" } & Pointing)
    /** Proxies that follow a tag and run another revision: a command, not an update. */
    | { readonly kind: "restart"; readonly tag: string; readonly pods: number }
    | { readonly kind: "cni"; readonly from?: string; readonly to: string }
    /** Users that must leave before the revision can go, for whoever owns them. */
    | { readonly kind: "drain"; readonly revision: string; readonly users: readonly User[] }
    | { readonly kind: "remove-tag"; readonly tag: string }
    | { readonly kind: "retire"; readonly revision: string };

interface Pointing {
    readonly from?: string;
    readonly to: string;
    /** Parts that are not as they should be of a tag that stands where it should; absent when it moves. */
    readonly broken?: readonly TagPart[];
}

export type TagPart = "webhook" | "service" | "validator";

export interface Refusal {
    readonly code: RefusalCode;
    /** The revision, the tag or the version it is about. */
    readonly subject: string;
    /** What is wrong, and the change to make. */
    readonly message: string;
    /** Who stands in the way, where somebody does. */
    readonly users: readonly User[];
}

export type RefusalCode =
    | "revision-in-use"
    | "revision-use-unknown"
    | "tag-in-use"
    | "tag-use-unknown"
    | "revision-changed"
    | "revision-retired"
    | "unknown-revision"
    | "default-tag-missing"
    | "skew"
    | "cni-skew"
    | "kubernetes-unsupported"
    | "crds-would-go-back"
    | "too-many-revisions"
    | "target-not-ready";
