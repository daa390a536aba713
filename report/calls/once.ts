/** Computes when it is first asked, and never again. */
export function once<Value>(compute: () => Value): () => Value {
    let known: { readonly value: Value } | undefined;
    return () => {
        known ??= { value: compute() };
        return known.value;
    };
}
