import type { PolicyObject } from "./object";

const istio = "sailoperator.io/Istio";

/** A version whose revision has its name from it; Sail itself resolves an alias such as `v1.31-latest`. */
const exact = /^v\d+\.\d+\.\d+/;

/**
 * The IstioRevision that Sail makes for one of its `Istio` objects now: called like the object where it is changed in
 * place, and after its version too where each version gets a revision of its own. Undefined where the object does not
 * tell: it is not in the stack, its version is an alias or not known yet, or its strategy is not.
 */
export function activeRevision(objects: readonly PolicyObject[], name: string): string | undefined {
    const found = objects.find((each) => each.groupKind === istio && !each.partial && each.name === name);
    const strategy = found?.root.at("spec", "updateStrategy", "type");
    if (found === undefined || strategy?.isUnknown) {
        return undefined;
    }
    if (!isRevisionBased(found)) {
        return name;
    }
    const version = found.root.at("spec", "version").text ?? "";
    return exact.test(version) ? revisionOf(name, version) : undefined;
}

/** `default-v1-31-1`, as Sail joins the name of an `Istio` object and its version. */
export function revisionOf(name: string, version: string): string {
    return `${name}-${version.replaceAll(".", "-")}`;
}

/** Whether Sail makes a revision for each version of an `Istio` object, rather than change one in place. */
export function isRevisionBased({ root }: PolicyObject): boolean {
    return root.at("spec", "updateStrategy", "type").text === "RevisionBased";
}

/**
 * Whether a name may be that of a revision that Sail keeps for as long as something uses it: after a change of
 * version the stack declares the new one only, and both live.
 */
export function mayBeKeptBySail(objects: readonly PolicyObject[], revision: string): boolean {
    return objects.some(
        (each) => each.groupKind === istio && isRevisionBased(each) && revision.startsWith(`${each.name}-v`),
    );
}
