import { groupKind, type PolicyObject, policyObjects } from "../engine/object";
import { plain, property } from "./plain";

/** What both resource and stack policies know of a resource. */
export interface Resource {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly props: Record<string, unknown>;
}

/**
 * The Kubernetes objects of a resource: none when it is something else, or of no kind in `kinds`. `…Patch`
 * resources count as the kind they patch, and every version as the same kind.
 */
export function resourceObjects(resource: Resource, kinds: ReadonlySet<string>): readonly PolicyObject[] {
    const token = /^kubernetes:(?:core\/)?([^:]+):(\w+)$/.exec(resource.type);
    // The properties are what the provider acts on; the token stands in for what is missing or unknown.
    const apiVersion = text(resource.props, "apiVersion") ?? token?.[1];
    const tokenKind = token?.[2];
    const kind = text(resource.props, "kind") ?? tokenKind?.replace(/Patch$/, "");
    if (apiVersion === undefined || kind === undefined || resource.type.startsWith("pulumi:")) {
        return [];
    }
    if (!kind.endsWith("List") && !kinds.has(groupKind(apiVersion, kind))) {
        return [];
    }
    return policyObjects({
        apiVersion,
        kind,
        content: plain(resource.props),
        origin: resource.urn,
        ours: isOurs(resource.urn),
        partial: tokenKind !== undefined && tokenKind !== kind && tokenKind.endsWith("Patch"),
        fallbackName: resource.name,
    }).filter((object) => kinds.has(object.groupKind));
}

function text(props: Record<string, unknown>, key: string): string | undefined {
    const value = property(props, key);
    return typeof value === "string" ? value : undefined;
}

/** A URN's type part lists the parents: `meshwright:index:MeshNamespace$kubernetes:core/v1:Namespace`. */
function isOurs(urn: string): boolean {
    return urn.split("::")[2]?.includes("meshwright:index:") ?? false;
}
