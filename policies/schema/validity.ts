import type { Context } from "../engine/context";
import type { Field } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { type Finding, type ObjectRule, violation } from "../engine/rule";
import { istioPool, kindsOf, newestMinor } from "./istioPool";
import { refused } from "./limits";
import { nearest } from "./nearest";
import { validate } from "./validate";

interface Validity {
    readonly id: string;
    readonly name: string;
    readonly displayName: string;
    /** What is judged, in the words of the description. */
    readonly objects: string;
    readonly groups: readonly string[];
}

/** The rule that objects of some API groups must be what the CRDs of Istio say, their expressions included. */
export function validityRule({ id, name, displayName, objects, groups }: Validity): ObjectRule {
    return {
        scope: "object",
        id,
        ids: ["IST0106"],
        name,
        displayName,
        description: `${objects} must have the form that the CRDs of Istio demand: no API server takes any other.`,
        severity: "high",
        remediationSteps:
            "Change what the message names. A stack whose CRDs are of an older Istio says so in crdMinor.",
        settings: ["crdMinor"],
        kinds: kindsOf(...groups),

        *check(object, context) {
            yield* metadataFindings(object.root.at("metadata"));
            yield* topFindings(object);
            yield* schemaFindings(object, context);
        },
    };
}

function* schemaFindings(object: PolicyObject, { crdMinor = newestMinor }: Context): Iterable<Finding> {
    const versions = istioPool.kinds[crdMinor]?.[object.groupKind];
    if (versions === undefined) {
        const kind = object.root.at("kind");
        yield violation(kind, `which Istio ${crdMinor} does not have, so ${refused}`, "remove the object");
        return;
    }
    const apiVersion = object.root.at("apiVersion");
    const version = apiVersion.text?.slice(apiVersion.text.indexOf("/") + 1);
    const [first] = Object.keys(versions);
    const index = versions[version ?? first ?? ""];
    if (index === undefined) {
        const known = Object.keys(versions).join(", ");
        yield violation(
            apiVersion,
            `but ${object.kind} of Istio ${crdMinor} has the versions ${known}, so ${refused}`,
            `write ${object.groupKind.split("/")[0]}/${first}`,
        );
        return;
    }
    const root = object.root.at("spec");
    const spec = istioPool.places[index]?.properties?.["spec"];
    if (spec !== undefined) {
        yield* validate(root, spec, { pool: istioPool, isPartial: object.partial });
    }
    if (root.isAbsent && istioPool.places[index]?.required?.includes("spec") && !object.partial) {
        yield violation(root, `and ${refused}`, "give it");
    }
}

const tops = ["apiVersion", "kind", "metadata", "spec", "status"];

/** Beside `spec` there is nothing to say: what stands there is dropped. */
function* topFindings({ root }: PolicyObject): Iterable<Finding> {
    for (const [key, value] of root.entries()) {
        if (key !== "*" && !tops.includes(key)) {
            const meant = nearest(key, tops);
            yield violation(
                value,
                "but there is no such field: it is refused, or dropped and means nothing",
                meant === undefined ? "move it under spec, or remove it" : `write ${meant}`,
            );
        }
    }
}

/** Labels and annotations are texts; `version: 1` is none. */
function* metadataFindings(metadata: Field): Iterable<Finding> {
    for (const map of [metadata.at("labels"), metadata.at("annotations")]) {
        for (const [, value] of map.entries()) {
            if (!value.isUnknown && value.text === undefined) {
                yield violation(value, `which is no text, so ${refused}`, "quote it");
            }
        }
    }
}
