import { parse } from "yaml";
import { Field } from "./field";

/** What a text field holds as YAML, under the text's own path; undefined when it is not YAML. */
export function yamlIn(field: Field): Field | undefined {
    if (field.isUnknown || field.isAbsent) {
        return field;
    }
    try {
        return new Field(parse(field.text ?? "", { logLevel: "error" }), field.path);
    } catch {
        return undefined;
    }
}
