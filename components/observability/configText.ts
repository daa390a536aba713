import { stringify } from "yaml";

/** A configuration as a file: YAML that says the same, whatever is compared with it. Long lines are not folded. */
export function yamlText(document: unknown): string {
    return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}

export function jsonText(document: unknown): string {
    return `${JSON.stringify(document, undefined, 2)}\n`;
}
