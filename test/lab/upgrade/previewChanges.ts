/** The part of `pulumi preview --json` that is read here. */
export interface Preview {
    readonly steps: readonly {
        readonly op: string;
        readonly urn: string;
        readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
    }[];
    readonly diagnostics?: readonly { readonly severity: string; readonly message: string }[];
}

/**
 * What a preview would change, one line each: the operation, the kind, the logical name and, for an update, the
 * fields. Of CRDs the fields are left out: they are Istio's to change, and many.
 */
export function changesOf({ steps }: Preview): readonly string[] {
    return steps
        .filter(({ op }) => op !== "same" && op !== "read")
        .map(({ op, urn, detailedDiff }) => {
            const [type, name] = [typeOf(urn), urn.split("::").at(-1) ?? ""];
            const fields = type.endsWith(":CustomResourceDefinition") ? [] : Object.keys(detailedDiff ?? {});
            return `${op} ${type} ${name}${fields.length === 0 ? "" : `: ${fields.sort().join(", ")}`}`;
        });
}

/** Those of them that write to the cluster: a component is a name for others. */
export function writesIn(changes: readonly string[]): number {
    return changes.filter((each) => / kubernetes:(?!helm\.sh)/.test(each)).length;
}

/** The last part of the chain of types that a URN names. */
function typeOf(urn: string): string {
    return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}
