/** Something in the cluster that needs a revision or a tag. */
export interface User {
    readonly kind: UserKind;
    /** Absent for objects of the cluster. */
    readonly namespace?: string;
    readonly name: string;
    /** Why it counts, as the end of a sentence: `runs a proxy of it`, `is labelled istio.io/rev=canary`. */
    readonly because: string;
}

export type UserKind =
    | "Pod"
    | "Namespace"
    | "Deployment"
    | "StatefulSet"
    | "DaemonSet"
    | "ReplicaSet"
    | "Job"
    | "CronJob"
    | "Gateway"
    | "GatewayClass"
    | "WorkloadGroup"
    | "WorkloadEntry"
    | "Service"
    | "MutatingWebhookConfiguration"
    | "ValidatingWebhookConfiguration"
    /** A tag of the cluster or of the stack file that points to the revision. */
    | "Tag";

/**
 * Whether anything uses a revision or a tag. `unknown` is not `free`: what could not be read may use it, so nothing
 * unknown is ever retired.
 */
export type Use =
    | { readonly state: "used"; readonly by: readonly User[] }
    | { readonly state: "free" }
    /** `by` are the users that were seen all the same. */
    | { readonly state: "unknown"; readonly because: readonly string[]; readonly by: readonly User[] };
