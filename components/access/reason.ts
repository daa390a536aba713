/** Why a result is not certain: something that decides it and cannot be read from objects. */
export interface Reason {
    /** `Kind namespace/name`. */
    readonly object: string;
    /** Where in the object. */
    readonly path: string;
    readonly message: string;
}

/** What made the result what it is. */
export type Ground =
    /** The server has no proxy (for these ports), so nothing is enforced. */
    | { readonly kind: "no proxy" }
    /** No ALLOW policy is enforced on the server, so whatever is not denied is allowed. */
    | { readonly kind: "no ALLOW policy" }
    | { readonly kind: "allowed" | "denied" | "delegated"; readonly policy: string; readonly rule: number }
    /** ALLOW policies are enforced on the server, and none speaks of this client. */
    | { readonly kind: "not allowed"; readonly policies: readonly string[] }
    /** The server takes only mutual TLS on these ports, and the client has no certificate. */
    | { readonly kind: "plaintext refused" };
