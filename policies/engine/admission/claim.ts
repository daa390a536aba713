import type { Context } from "../context";

/** What must hold of an object that a cluster takes; an expression of CEL, and the rule's own words for when it does not. */
export interface Claim {
    /** Where the change is to be made, as refusals write fields: `spec.mtls.mode`. */
    readonly at: string;
    readonly holds: string;
    /** What follows from the value. */
    readonly message: string;
    /** The change to make. */
    readonly fix: string;
    /** The offending value, a text in CEL, where it is cheap to say: one that is there whenever the claim fails. */
    readonly value?: string;
}

/**
 * What a rule asks of objects, for an API server to ask as well: `kubectl` and other pipelines run no pack. An
 * expression sees `object` and the `request`, and for what makes pods `variables.pod`, the pod's template.
 */
export interface Admission {
    /** Fewer than the rule's, where an API server cannot judge the others, or another part of the rule does. */
    readonly kinds?: readonly string[];
    /** Values of settings become literals. */
    claims(context: Context): readonly Claim[];
    /** What previews alone see of the rule, and why. */
    readonly leaves?: string;
    /** Where that is: fields, as refusals write them. */
    readonly blindTo?: RegExp;
    /**
     * It reads what no schema speaks of, so a number may stand where a text is due: then the expression fails, which
     * refuses. Whoever is to read the object refuses it as well.
     */
    readonly refusesMisshapen?: true;
}
