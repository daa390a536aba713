import { Field } from "../engine/field";

/** One place of a CRD's schema. Other places are named by their index in the pool, where equal ones stand once. */
export interface Place {
    readonly type?: string;
    readonly enum?: readonly unknown[];
    readonly pattern?: string;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly minItems?: number;
    readonly maxItems?: number;
    readonly minProperties?: number;
    readonly maxProperties?: number;
    readonly required?: readonly string[];
    readonly properties?: Readonly<Record<string, number>>;
    readonly additionalProperties?: number;
    readonly items?: number;
    readonly oneOf?: readonly number[];
    readonly anyOf?: readonly number[];
    readonly allOf?: readonly number[];
    readonly not?: number;
    /** Holds what the schema does not know. */
    readonly open?: true;
    readonly intOrString?: true;
    /** What tells the elements of a list from each other. */
    readonly keys?: readonly string[];
    /** Expressions with what is said when they fail. */
    readonly rules?: readonly (readonly [string, string])[];
}

/** The CRDs of several minors of Istio. */
export interface Pool {
    readonly places: readonly Place[];
    /** By minor, then by group/kind, then by version: the place of the whole object. */
    readonly kinds: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}

const limits = [
    "type",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "required",
] as const;

/** Words of a schema that say nothing about whether an object is taken. */
const silent = new Set([
    "description",
    "format",
    "nullable",
    "properties",
    "additionalProperties",
    "items",
    "oneOf",
    "anyOf",
    "allOf",
    "not",
    "x-kubernetes-validations",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-int-or-string",
    "x-kubernetes-list-type",
    "x-kubernetes-list-map-keys",
    ...limits,
]);

/** Makes a pool of the CRDs of each minor; throws on words of a schema that it does not know. */
export function compile(releases: ReadonlyMap<string, readonly unknown[]>): Pool {
    const places: Place[] = [];
    const known = new Map<string, number>();
    const kinds: Record<string, Record<string, Record<string, number>>> = {};
    const put = (place: Place): number => {
        const key = JSON.stringify(place);
        const index = known.get(key) ?? places.push(place) - 1;
        known.set(key, index);
        return index;
    };
    for (const [minor, definitions] of releases) {
        const ofMinor: Record<string, Record<string, number>> = {};
        for (const definition of definitions.map((each) => new Field(each))) {
            const spec = definition.at("spec");
            const name = `${spec.at("group").text}/${spec.at("names", "kind").text}`;
            const versions = spec.at("versions").items();
            ofMinor[name] = Object.fromEntries(
                versions.map((each) => [
                    each.at("name").text,
                    put(placeOf(each.at("schema", "openAPIV3Schema"), put)),
                ]),
            );
        }
        kinds[minor] = ofMinor;
    }
    return { places, kinds };
}

function placeOf(schema: Field, put: (place: Place) => number): Place {
    const strange = schema.entries().filter(([key]) => !silent.has(key));
    if (strange.length > 0) {
        throw new Error(`not supported: ${strange.map(([key]) => key).join(", ")} at ${schema}`);
    }
    const one = (key: string) =>
        schema.at(key).isAbsent ? {} : { [key]: put(placeOf(schema.at(key), put)) };
    const several = (key: string) => {
        const found = schema.at(key).items();
        return found.length === 0 ? {} : { [key]: found.map((each) => put(placeOf(each, put))) };
    };
    const properties = schema
        .at("properties")
        .entries()
        // Nobody writes a status, and it is not refused.
        .map(
            ([key, each]) => [key, key === "status" ? put({ open: true }) : put(placeOf(each, put))] as const,
        );
    const rules = schema
        .at("x-kubernetes-validations")
        .items()
        .map((each) => [each.at("rule").text ?? "", each.at("message").text ?? ""] as const);
    const isMap = schema.at("x-kubernetes-list-type").text === "map";
    return {
        ...Object.fromEntries(
            limits.filter((key) => !schema.at(key).isAbsent).map((key) => [key, schema.at(key).value]),
        ),
        ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
        ...(typeof schema.at("additionalProperties").value === "object" ? one("additionalProperties") : {}),
        ...one("items"),
        ...one("not"),
        ...several("oneOf"),
        ...several("anyOf"),
        ...several("allOf"),
        ...(schema.at("x-kubernetes-preserve-unknown-fields").value === true ? { open: true } : {}),
        ...(schema.at("x-kubernetes-int-or-string").value === true ? { intOrString: true } : {}),
        ...(isMap ? { keys: schema.at("x-kubernetes-list-map-keys").value as string[] } : {}),
        ...(rules.length === 0 ? {} : { rules }),
    };
}
