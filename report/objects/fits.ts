/** What a value has to be where it is there at all: a list of one kind, a map whose other fields may be anything. */
export type Form = "text" | "number" | "yes or no" | readonly [Form] | Only | Fields;

interface Fields {
    readonly [field: string]: Form;
}

/** A map without any other field. */
export class Only {
    constructor(readonly fields: Fields) {}
}

const simple = { text: "string", number: "number", "yes or no": "boolean" } as const;

/** Whether a value can be read as what it is taken for; what the API server does not check can be anything. */
export function fits(value: unknown, form: Form): boolean {
    if (value === undefined) {
        return true;
    }
    if (typeof form === "string") {
        return typeof value === simple[form];
    }
    if (isList(form)) {
        return Array.isArray(value) && value.every((each) => each !== undefined && fits(each, form[0]));
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return false;
    }
    const own = value as Readonly<Record<string, unknown>>;
    const fields = form instanceof Only ? form.fields : form;
    const isWhole = !(form instanceof Only) || Object.keys(own).every((each) => Object.hasOwn(fields, each));
    return isWhole && Object.entries(fields).every(([field, each]) => fits(own[field], each));
}

function isList(form: Form): form is readonly [Form] {
    return Array.isArray(form);
}
