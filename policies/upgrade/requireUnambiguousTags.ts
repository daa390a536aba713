import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import { Field } from "../engine/field";
import { describeObject, label } from "../engine/object";
import {
    defaultValidators,
    injectingTags,
    type RevisionTag,
    revisionTargetKinds,
} from "../engine/revisionTargets";
import { type StackFinding, type StackRule, unproven, violation } from "../engine/rule";

export const requireUnambiguousTags: StackRule = {
    scope: "stack",
    id: "H-03",
    name: "meshwright-upgrade-require-unambiguous-tags",
    displayName: "Require tags that mean one thing",
    description:
        "Beside a second revision there must be a tag default, the default validator must be of its revision, a tag must " +
        "have one owner, and no tag may be called like a revision.",
    severity: "high",
    remediationSteps:
        "Give each tag one webhook configuration outside the charts of revisions, and move default together with " +
        "istiod-default-validator while both control planes live.",
    settings: ["knownRevisions"],
    kinds: [...new Set([...controlPlaneKinds, ...revisionTargetKinds])],

    *check(objects, { knownRevisions }) {
        const planes = controlPlanes(objects);
        const revisions = planes.map((each) => each.revision);
        const tags = injectingTags(objects);
        const named = [...revisions, ...tags.map((each) => each.tag), ...knownRevisions];
        const [first] = planes;
        if (first !== undefined && planes.length > 1 && !named.includes("default")) {
            const finding = violation(
                new Field(revisions.sort().join(", "), ["revisions"]),
                "more than one, and without a tag default which of them leads is left to chance",
                "declare the tag default, pointing at one of them",
            );
            yield { object: first.object, finding };
        }
        for (const object of objects) {
            const field = label(object, "istio.io/tag");
            // Without its label Istio's webhook is that of a revision, or of an installation without any.
            if (field.isUnknown && /^istio-(sidecar-injector|revision-tag)/.test(object.name)) {
                yield { object, finding: unproven(field) };
            }
        }
        yield* disagreements(objects, tags);
        yield* namesakes(tags, revisions);
        yield* rivals(tags);
    },
};

/** istiod goes by the tag, the API server calls what the validator names: both must mean the same revision. */
function* disagreements(
    objects: Parameters<typeof defaultValidators>[0],
    tags: readonly RevisionTag[],
): Iterable<StackFinding> {
    const [tagTarget] = tags.filter((each) => each.tag === "default").flatMap((each) => each.targets);
    if (tagTarget === undefined) {
        return;
    }
    for (const { object, targets } of defaultValidators(objects)) {
        for (const { revision, field } of targets) {
            if (revision === undefined || tagTarget.revision === undefined) {
                yield { object, finding: unproven(revision === undefined ? field : tagTarget.field) };
            } else if (revision !== tagTarget.revision) {
                const finding = violation(
                    field,
                    `while the tag default points at ${tagTarget.revision}, so one revision leads and another judges`,
                    "move both together",
                );
                yield { object, finding };
            }
        }
    }
}

/** The unrevisioned installation is called `default` like the tag: that is H-06's to refuse. */
function* namesakes(tags: readonly RevisionTag[], revisions: readonly string[]): Iterable<StackFinding> {
    for (const { object, tag, field } of tags) {
        if (tag !== "default" && revisions.includes(tag)) {
            const message =
                "which is a revision's name too, so two webhooks answer for one label and pods get either";
            yield { object, finding: violation(field, message, "give the tag a name of its own") };
        }
    }
}

function* rivals(tags: readonly RevisionTag[]): Iterable<StackFinding> {
    const owners = new Map<string, RevisionTag>();
    for (const each of tags.filter(({ owner }) => owner)) {
        const before = owners.get(each.tag);
        if (before === undefined) {
            owners.set(each.tag, each);
        } else {
            const message = `a tag that ${describeObject(before.object)} owns already, so whichever goes takes it away`;
            yield { object: each.object, finding: violation(each.field, message, "keep one of the two") };
        }
    }
}
