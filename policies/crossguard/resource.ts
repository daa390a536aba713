import { groupKind, type PolicyObject, policyObjects } from "../engine/object";
import { plain, property } from "./plain";
import { secretsOf, sharedProperties } from "./sharedProperties";

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
    const { groupKind: own, objects } = reading(resource);
    return own === undefined || kinds.has(own) ? objects().filter((each) => kinds.has(each.groupKind)) : [];
}

/** Everything a resource comes to, for a view of the stack that all rules share. */
export function allObjects(resource: Resource): readonly PolicyObject[] {
    return reading(resource).objects();
}

interface Reading {
    /** Absent where the elements of a `List` have kinds of their own, or where there is nothing. */
    readonly groupKind?: string;
    readonly objects: () => readonly PolicyObject[];
}

const nothing: Reading = { objects: () => [] };
const readings = new WeakMap<object, Reading>();

/** One for all policies, where they are given the same properties. */
function reading(resource: Resource): Reading {
    const shared = sharedProperties(resource.props);
    const before = shared === undefined ? undefined : readings.get(shared);
    if (before !== undefined) {
        return before;
    }
    const fresh = read(resource);
    if (shared !== undefined) {
        readings.set(shared, fresh);
    }
    return fresh;
}

function read({ type, urn, name, props }: Resource): Reading {
    const token = /^kubernetes:(?:core\/)?([^:]+):(\w+)$/.exec(type);
    // The properties are what the provider acts on; the token stands in for what is missing or unknown.
    const apiVersion = text(props, "apiVersion") ?? token?.[1];
    const tokenKind = token?.[2];
    const kind = text(props, "kind") ?? tokenKind?.replace(/Patch$/, "");
    if (apiVersion === undefined || kind === undefined || type.startsWith("pulumi:")) {
        return nothing;
    }
    let objects: readonly PolicyObject[] | undefined;
    return {
        ...(kind.endsWith("List") ? {} : { groupKind: groupKind(apiVersion, kind) }),
        objects: () => {
            objects ??= policyObjects({
                apiVersion,
                kind,
                content: plain(props),
                origin: urn,
                ours: isOurs(urn),
                partial: tokenKind !== undefined && tokenKind !== kind && tokenKind.endsWith("Patch"),
                fallbackName: name,
                secrets: secretsOf(sharedProperties(props)),
            });
            return objects;
        },
    };
}

function text(props: Record<string, unknown>, key: string): string | undefined {
    const value = property(props, key);
    return typeof value === "string" ? value : undefined;
}

/** A URN's type part lists the parents: `meshwright:index:MeshNamespace$kubernetes:core/v1:Namespace`. */
function isOurs(urn: string): boolean {
    return urn.split("::")[2]?.includes("meshwright:index:") ?? false;
}
