import { annotations } from "../../components/labels";
import { chartValues } from "./chartValues";
import type { Context } from "./context";
import { Field, isEmpty } from "./field";
import { meshConfigKinds, meshConfigSources } from "./meshConfig";
import { annotation, label, type PolicyObject } from "./object";
import { podTemplate } from "./podTemplates";
import { type DatedStage, type StageVerdict, stageVerdict } from "./stage";

/** What `meshOf` looks at. */
export const meshKinds: readonly string[] = ["core/Namespace", "apps/Deployment", ...meshConfigKinds];

/** The control plane a stack holds, and the namespaces that get proxies from it. */
export interface Mesh {
    /** What shows that there is a mesh; findings about the whole are reported on it. */
    readonly evidence: PolicyObject;
    readonly rootNamespaces: ReadonlySet<string>;
    /** The root namespaces as a finding names them. */
    readonly rootNamespace: Field;
    /** Namespaces outside the root whose pods join the mesh. */
    readonly namespaces: readonly MeshNamespace[];
}

export interface MeshNamespace {
    readonly object: PolicyObject;
    readonly name: string;
    /** The label that brings its pods into the mesh; unknown when that is not known yet. */
    readonly because: Field;
}

/** Undefined when the stack holds no control plane: then another stack answers for the mesh. */
export function meshOf(objects: readonly PolicyObject[]): Mesh | undefined {
    const roots = objects.flatMap((object) => rootNamespaceOf(object).map((root) => ({ object, root })));
    const first = roots[0];
    if (first === undefined) {
        return undefined;
    }
    const rootNamespaces = new Set(roots.map(({ root }) => root));
    return {
        evidence: first.object,
        rootNamespaces,
        rootNamespace: new Field([...rootNamespaces].join(", "), ["rootNamespace"]),
        namespaces: objects.flatMap((object) => meshNamespace(object, rootNamespaces)),
    };
}

/** Where mesh-wide configuration lives, according to an object that shows a control plane; else nothing. */
function rootNamespaceOf(object: PolicyObject): readonly string[] {
    const [config] = meshConfigSources(object);
    if (config !== undefined || chartValues(object)?.chart === "istiod") {
        const named = config?.mesh?.at("rootNamespace").text;
        // Sail's objects are cluster-wide and name the namespace in their spec.
        return [named || object.root.at("spec", "namespace").text || object.namespace || "istio-system"];
    }
    const isIstiod =
        object.groupKind === "apps/Deployment" &&
        /^istiod(-.+)?$/.test(object.name) &&
        podTemplate(object)?.at("metadata", "labels", "app").text === "istiod";
    return isIstiod ? [object.namespace ?? "istio-system"] : [];
}

function meshNamespace(object: PolicyObject, rootNamespaces: ReadonlySet<string>): readonly MeshNamespace[] {
    if (object.groupKind !== "core/Namespace" || rootNamespaces.has(object.name)) {
        return [];
    }
    const because = joinsBy(object);
    return because === undefined ? [] : [{ object, name: object.name, because }];
}

/** The label of a Namespace that brings its pods into the mesh; unknown when that is not known yet. */
export function joinsBy(namespace: PolicyObject): Field | undefined {
    const injection = label(namespace, "istio-injection");
    if (injection.isUnknown || injection.text === "enabled") {
        return injection;
    }
    const revision = label(namespace, "istio.io/rev");
    // With istio-injection present the revision label is ignored (injection webhook's namespaceSelector).
    if (injection.isAbsent && (revision.isUnknown || revision.text)) {
        return revision;
    }
    const mode = label(namespace, "istio.io/dataplane-mode");
    return mode.isUnknown || mode.text === "ambient" ? mode : undefined;
}

/** What a namespace's own stage excuses; without an end date it excuses nothing. */
export function namespaceStage(
    namespace: MeshNamespace,
    accepted: readonly DatedStage[],
    context: Context,
): StageVerdict {
    return stageVerdict(namespace.object, accepted, context);
}

/** Whole objects of one kind that hold for their whole namespace, by namespace. A patch proves nothing by itself. */
export function namespaceWide(
    objects: readonly PolicyObject[],
    groupKind: string,
): ReadonlyMap<string, readonly PolicyObject[]> {
    const found = objects.filter(
        (each) =>
            each.groupKind === groupKind &&
            !each.partial &&
            isEmpty(each.root.at("spec", "selector", "matchLabels")) &&
            isEmpty(each.root.at("spec", "targetRefs")),
    );
    const byNamespace = new Map<string, PolicyObject[]>();
    for (const each of found) {
        const namespace = each.namespace ?? "default";
        byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), each]);
    }
    return byNamespace;
}

/** What is not known yet of a namespace's objects of a kind, and could make one of them hold for all of it. */
export function mayBeWide(
    objects: readonly PolicyObject[],
    groupKind: string,
    namespace: string,
    deciding: readonly string[],
): { readonly object: PolicyObject; readonly field: Field } | undefined {
    return objects
        .filter((each) => each.groupKind === groupKind && (each.namespace ?? "default") === namespace)
        .map((object) => {
            const spec = object.root.at("spec");
            const fields = [spec.at("selector", "matchLabels"), ...deciding.map((key) => spec.at(key))];
            return { object, field: fields.find((each) => each.isUnknown) ?? spec };
        })
        .find(({ field }) => field.isUnknown);
}

/** A dry-run policy is written down but enforces nothing. */
export function isDryRun(policy: PolicyObject): boolean {
    return annotation(policy, annotations.dryRun).text === "true";
}
