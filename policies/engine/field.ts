/** Stands where a value is not known yet: an output that a preview has not computed. */
export const unknownValue: unique symbol = Symbol("unknown");

export type Path = readonly (string | number)[];

const noPath: Path = [];

/**
 * A value together with where it stands in its object, so that every refusal can name the field.
 *
 * Reading never throws, whatever the types: what is missing, `null` or of another type reads as absent. An
 * unknown spreads to everything below it and keeps the path of where it began, so a rule that only looks at
 * the leaf still learns that it could not look.
 */
export class Field {
    private ownPath: Path | undefined;
    private parent: Field | undefined;
    private key: string | number = "";

    constructor(
        readonly value: unknown,
        path: Path = [],
    ) {
        this.ownPath = path;
    }

    /** Put together when it is asked for: of thousands of fields that are read, few are ever named. */
    get path(): Path {
        this.ownPath ??= this.parent === undefined ? [] : [...this.parent.path, this.key];
        return this.ownPath;
    }

    get isUnknown(): boolean {
        return this.value === unknownValue;
    }

    /** Neither a value nor an unknown. */
    get isAbsent(): boolean {
        return this.value === undefined || this.value === null;
    }

    get text(): string | undefined {
        return typeof this.value === "string" ? this.value : undefined;
    }

    get isList(): boolean {
        return Array.isArray(this.value);
    }

    at(...keys: Path): Field {
        let here: Field = this;
        for (const key of keys) {
            if (here.isUnknown) {
                return here;
            }
            const next = new Field(ownValue(here.value, key), noPath);
            next.ownPath = undefined;
            next.parent = here;
            next.key = key;
            here = next;
        }
        return here;
    }

    /** The elements of a list; an unknown list is one unknown element, so that it cannot pass as an empty one. */
    items(): readonly Field[] {
        if (this.isUnknown) {
            return [this];
        }
        return Array.isArray(this.value) ? this.value.map((_, index) => this.at(index)) : [];
    }

    /** The entries of a map that hold something; an unknown map is one unknown entry. */
    entries(): readonly (readonly [string, Field])[] {
        if (this.isUnknown) {
            return [["*", this]];
        }
        if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value)) {
            return [];
        }
        return Object.keys(this.value)
            .map((key) => [key, this.at(key)] as const)
            .filter(([, field]) => !field.isAbsent);
    }

    /** As a person would write it: `spec.subsets[0].name`, `metadata.labels["istio.io/rev"]`. */
    toString(): string {
        return this.path
            .map((key, index) => {
                if (typeof key === "number") {
                    return `[${key}]`;
                }
                if (!/^[\w-]+$/.test(key)) {
                    return `["${key}"]`;
                }
                return index === 0 ? key : `.${key}`;
            })
            .join("");
    }
}

function ownValue(value: unknown, key: string | number): unknown {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) {
        return undefined;
    }
    return (value as Record<string | number, unknown>)[key];
}

/**
 * Whether a list or map holds nothing. Kubernetes reads Istio's objects through protobuf JSON, which drops
 * empty lists: `from: []` is stored as no `from`.
 */
export function isEmpty(field: Field): boolean {
    if (field.isUnknown) {
        return false;
    }
    if (field.isAbsent) {
        return true;
    }
    return field.isList ? field.items().length === 0 : isEmptyMap(field);
}

function isEmptyMap(field: Field): boolean {
    return typeof field.value === "object" && field.entries().length === 0;
}
