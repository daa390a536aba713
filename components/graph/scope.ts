/** Which part of the catalogue this stack owns. Every stack validates against the whole catalogue. */
export type Scope =
    | { readonly kind: "all" }
    | { readonly kind: "platform" }
    | { readonly kind: "namespaces"; readonly names: readonly string[] };
