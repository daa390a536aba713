import { chartKinds, chartValues } from "./chartValues";
import type { Field } from "./field";
import { label, type PolicyObject } from "./object";
import { activeRevision } from "./sail";

const mutating = "admissionregistration.k8s.io/MutatingWebhookConfiguration";
const validating = "admissionregistration.k8s.io/ValidatingWebhookConfiguration";
const sailTag = "sailoperator.io/IstioRevisionTag";

/** What `revisionTags`, `injectors` and `defaultValidators` look at. */
export const revisionTargetKinds: readonly string[] = [
    mutating,
    validating,
    "core/Service",
    sailTag,
    ...chartKinds,
];

/** A revision that an object leads to, and the field that says so; unknown when that is not known yet. */
export interface Target {
    readonly revision: string | undefined;
    readonly field: Field;
    /** The Service that is called, where it is one. */
    readonly service?: string;
}

export interface RevisionTag {
    readonly object: PolicyObject;
    readonly tag: string;
    /** Where the tag has its name. */
    readonly field: Field;
    readonly targets: readonly Target[];
    /** Makes the tag, rather than a part of it: a patch or the tag's Service does not. */
    readonly owner: boolean;
}

/** Every object that is a part of a revision tag. */
export function revisionTags(objects: readonly PolicyObject[]): readonly RevisionTag[] {
    return objects.flatMap((object) => {
        if (object.groupKind === mutating || object.groupKind === "core/Service") {
            const field = label(object, "istio.io/tag");
            const tag = field.text || (field.isUnknown ? tagIn(object.name) : undefined);
            const owner = object.groupKind === mutating && !object.partial;
            return tag ? [{ object, tag, field, targets: targetsOf(object), owner }] : [];
        }
        if (object.groupKind === sailTag) {
            const field = object.root.at("spec", "targetRef", "name");
            const targets = sailTargets(object, objects);
            return [{ object, tag: object.name, field, targets, owner: !object.partial }];
        }
        return chartTags(object);
    });
}

/** Sail's tag names a revision, or an `Istio` object and so whichever revision is that one's at the time. */
function sailTargets({ root }: PolicyObject, objects: readonly PolicyObject[]): readonly Target[] {
    const kind = root.at("spec", "targetRef", "kind");
    const field = root.at("spec", "targetRef", "name");
    if (kind.isUnknown) {
        return [{ revision: undefined, field: kind }];
    }
    if (kind.text !== "Istio" || field.text === undefined) {
        return [{ revision: field.text, field }];
    }
    const revision = activeRevision(objects, field.text);
    return revision === undefined ? [] : [{ revision, field }];
}

/** Tags that pods are injected by: a Service of a tag alone serves no pod. */
export function injectingTags(objects: readonly PolicyObject[]): readonly RevisionTag[] {
    return revisionTags(objects).filter(({ object }) => object.groupKind !== "core/Service");
}

/** Istio names the webhook configuration and the Service of a tag after it. */
function tagIn(name: string): string | undefined {
    return /^(?:istio|istiod)-revision-tag-(.+)$/.exec(name)?.[1];
}

/** Tags in the values of a chart whose objects nobody sees; those of a visible chart are objects of their own. */
function chartTags(object: PolicyObject): readonly RevisionTag[] {
    const chart = chartValues(object);
    if (chart?.chart !== "istiod" || !chart.opaque) {
        return [];
    }
    const revision = chart.values.at("revision");
    const targets = [{ revision: revision.text || "default", field: revision }];
    return chart.values
        .at("revisionTags")
        .items()
        .flatMap((field) =>
            field.text ? [{ object, tag: field.text, field, targets, owner: !object.partial }] : [],
        );
}

export interface Webhooks {
    readonly object: PolicyObject;
    readonly targets: readonly Target[];
}

/** The injection webhooks of revisions themselves, not of tags. */
export function injectors(objects: readonly PolicyObject[]): readonly Webhooks[] {
    return objects
        .filter(
            (each) =>
                each.groupKind === mutating &&
                /^istio-sidecar-injector(-.+)?$/.test(each.name) &&
                label(each, "istio.io/tag").isAbsent,
        )
        .map((object) => ({ object, targets: targetsOf(object) }));
}

/** The validator of whatever carries no revision label: by its name, or made by the base chart for `defaultRevision`. */
export function defaultValidators(objects: readonly PolicyObject[]): readonly Webhooks[] {
    return objects.flatMap((object) => {
        if (object.groupKind === validating && object.name === "istiod-default-validator") {
            return [{ object, targets: targetsOf(object) }];
        }
        const chart = chartValues(object);
        if (chart?.chart !== "base" || !chart.opaque) {
            return [];
        }
        const field = chart.values.at("defaultRevision");
        // The chart's own default; an empty text switches its validator off.
        const revision = field.isAbsent ? "default" : field.text;
        return revision === "" ? [] : [{ object, targets: [{ revision, field }] }];
    });
}

/** The validators that the charts of revisions bring, each for what is labelled with its revision. */
export function revisionValidators(objects: readonly PolicyObject[]): readonly Webhooks[] {
    return objects
        .filter((each) => each.groupKind === validating && /^istio-validator(-.+)?$/.test(each.name))
        .map((object) => ({ object, targets: targetsOf(object) }));
}

/** By the label that istiod goes by, and by the Service that the API server calls. */
function targetsOf(object: PolicyObject): readonly Target[] {
    const revision = label(object, "istio.io/rev");
    const selected = object.root.at("spec", "selector", "istio.io/rev");
    const named = [revision, selected].filter((each) => !each.isAbsent && each.text !== "");
    const called = object.root
        .at("webhooks")
        .items()
        .map((each) => each.at("clientConfig", "service", "name"))
        .filter((each) => !each.isAbsent);
    return [...named.map((field) => ({ revision: field.text, field })), ...called.flatMap(serviceTarget)];
}

function serviceTarget(field: Field): readonly Target[] {
    if (field.isUnknown) {
        return [{ revision: undefined, field }];
    }
    const name = /^istiod(?:-(.+))?$/.exec(field.text ?? "");
    return name === null || /^istiod-revision-tag-/.test(name[0])
        ? []
        : [{ revision: name[1] ?? "default", field, service: name[0] }];
}
