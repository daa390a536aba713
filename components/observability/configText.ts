import { stringify } from "yaml";

/**
 * A configuration as a file: YAML that says the same, whatever is compared with it. Long lines are not folded. By the
 * rules of YAML 1.1, which Go's readers follow in part: a text such as `2006-01-02` or `on` needs its quotes there.
 */
export function yamlText(document: unknown): string {
    return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false, schema: "yaml-1.1" });
}

export function jsonText(document: unknown): string {
    return `${JSON.stringify(document, undefined, 2)}\n`;
}
