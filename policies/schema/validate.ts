import { type Field, unknownValue } from "../engine/field";
import { type Finding, violation } from "../engine/rule";
import { passes } from "./cel/evaluate";
import { expressionOf } from "./istioPool";
import { limitFindings, refused, typeFindings } from "./limits";
import { nearest } from "./nearest";
import type { Place, Pool } from "./pool";

/** What a schema is asked about: a whole object, or only the fields that a patch sets. */
export interface Validation {
    readonly pool: Pool;
    readonly isPartial: boolean;
}

/**
 * What an API server would say of a value. What is not known yet it judges itself at update, so nothing is said of that;
 * expressions are asked only about values of the right form, as it does.
 */
export function validate(field: Field, index: number, validation: Validation): readonly Finding[] {
    const form = [...formFindings(field, index, validation)];
    return form.length > 0 || validation.isPartial ? form : [...ruleFindings(field, index, validation)];
}

function* formFindings(field: Field, index: number, validation: Validation): Iterable<Finding> {
    const place = placeAt(validation.pool, index);
    // Null is taken for nothing wherever a schema does not ask for it.
    if (field.isUnknown || field.isAbsent || (place.open === true && place.properties === undefined)) {
        return;
    }
    const wrongType = [...typeFindings(field, place)];
    if (wrongType.length > 0) {
        yield* wrongType;
        return;
    }
    yield* limitFindings(field, place);
    if (!validation.isPartial) {
        yield* requiredFindings(field, place);
        yield* alternativeFindings(field, place, validation);
    }
    yield* field.isList ? elementFindings(field, place, validation) : entryFindings(field, place, validation);
}

function* elementFindings(list: Field, place: Place, validation: Validation): Iterable<Finding> {
    const { items } = place;
    for (const item of items === undefined ? [] : list.items()) {
        yield* formFindings(item, items ?? 0, validation);
    }
    yield* duplicateFindings(list, place);
}

function* entryFindings(map: Field, place: Place, validation: Validation): Iterable<Finding> {
    for (const [key, value] of map.entries()) {
        const known = ownIndex(place, key);
        if (known !== undefined) {
            yield* formFindings(value, known, validation);
        } else if (place.open !== true && place.type === "object") {
            yield unknownKey(value, key, place);
        }
    }
}

export function placeAt(pool: Pool, index: number): Place {
    return pool.places[index] ?? {};
}

function ownIndex({ properties, additionalProperties }: Place, key: string): number | undefined {
    return properties !== undefined && Object.hasOwn(properties, key)
        ? properties[key]
        : additionalProperties;
}

function unknownKey(field: Field, key: string, { properties = {} }: Place): Finding {
    const meant = nearest(key, Object.keys(properties));
    return violation(
        field,
        "but there is no such field: it is refused, or dropped and means nothing",
        meant === undefined ? "remove it" : `write ${meant}, or remove it`,
    );
}

function* requiredFindings(field: Field, { required = [] }: Place): Iterable<Finding> {
    for (const key of required) {
        if (field.at(key).isAbsent) {
            yield violation(field.at(key), `and ${refused}`, "give it");
        }
    }
}

/** `oneOf` and its like; in Istio's CRDs they say which fields exclude each other. */
function* alternativeFindings(field: Field, place: Place, { pool }: Validation): Iterable<Finding> {
    const failing =
        (place.oneOf !== undefined &&
            place.oneOf.filter((each) => matches(field, each, pool)).length !== 1) ||
        (place.anyOf !== undefined && !place.anyOf.some((each) => matches(field, each, pool))) ||
        (place.not !== undefined && matches(field, place.not, pool));
    if (failing) {
        const names = namesIn([...(place.oneOf ?? []), ...(place.anyOf ?? [])], pool);
        const given = names.filter((each) => !field.at(each).isAbsent);
        yield violation(
            field,
            given.length > 1
                ? `where ${given.join(" and ")} exclude each other, so ${refused}`
                : `where one of ${names.join(", ")} is needed, so ${refused}`,
            given.length > 1 ? "keep one of them" : "give one of them",
        );
    }
    for (const each of place.allOf ?? []) {
        yield* alternativeFindings(field, placeAt(pool, each), { pool, isPartial: false });
    }
}

/** Whether a value has the form of a place, in the few words that alternatives are written in. */
function matches(field: Field, index: number, pool: Pool): boolean {
    const { type, required = [], properties = {}, oneOf, anyOf, not } = placeAt(pool, index);
    return (
        (type === undefined || [...typeFindings(field, { type })].length === 0) &&
        required.every((key) => !field.at(key).isAbsent) &&
        Object.entries(properties).every(
            ([key, each]) => field.at(key).isAbsent || matches(field.at(key), each, pool),
        ) &&
        (oneOf === undefined || oneOf.filter((each) => matches(field, each, pool)).length === 1) &&
        (anyOf === undefined || anyOf.some((each) => matches(field, each, pool))) &&
        (not === undefined || !matches(field, not, pool))
    );
}

function namesIn(indices: readonly number[], pool: Pool): readonly string[] {
    const found = indices.flatMap((each) => {
        const { required = [], anyOf = [], not } = placeAt(pool, each);
        return [...required, ...namesIn([...anyOf, ...(not === undefined ? [] : [not])], pool)];
    });
    return [...new Set(found)];
}

function* duplicateFindings(list: Field, { keys }: Place): Iterable<Finding> {
    if (keys === undefined) {
        return;
    }
    const seen = new Set<string>();
    for (const item of list.items()) {
        const values = keys.map((key) => item.at(key));
        const name = JSON.stringify(values.map((each) => each.value));
        if (seen.has(name) && !values.some((each) => each.isUnknown)) {
            yield violation(
                values[0] ?? item,
                `which another element has too, so ${refused}`,
                "give each its own",
            );
        }
        seen.add(name);
    }
}

function* ruleFindings(field: Field, index: number, validation: Validation): Iterable<Finding> {
    if (field.isUnknown || field.isAbsent) {
        return;
    }
    const place = placeAt(validation.pool, index);
    for (const [expression, message] of place.rules ?? []) {
        if (passes(expressionOf(expression), field.value) === false) {
            yield violation(field, `so ${refused}: ${message}`, "change it accordingly");
        }
    }
    for (const child of field.isList ? field.items() : []) {
        yield* place.items === undefined ? [] : ruleFindings(child, place.items, validation);
    }
    for (const [key, value] of field.entries()) {
        const known = value.value === unknownValue ? undefined : ownIndex(place, key);
        yield* known === undefined ? [] : ruleFindings(value, known, validation);
    }
}
