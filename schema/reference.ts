/** What of JSON Schema our schemas use. */
interface Node {
    readonly type?: string | readonly string[];
    readonly description?: string;
    readonly enum?: readonly unknown[];
    readonly const?: unknown;
    readonly pattern?: string;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly properties?: Readonly<Record<string, Node>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: Node | boolean;
    readonly items?: Node;
    readonly anyOf?: readonly Node[];
    readonly oneOf?: readonly Node[];
}

/** A page for people about a kind of file, from the schema that judges it: a heading a key, a row a field. */
export function schemaReference(title: string, intro: readonly string[], keys: Node): string {
    const sections = Object.entries(keys.properties ?? {}).flatMap(([key, node]) => {
        const [, ...inside] = rowsOf(node, "");
        return [
            "",
            `## ${key}`,
            "",
            `${cell(node.description ?? "")} (${typeOf(node)})`,
            ...(inside.length === 0 ? [] : ["", ...table(inside)]),
        ];
    });
    const required = keys.required ?? [];
    return [
        `# ${title}`,
        "",
        ...intro,
        ...(required.length === 0 ? [] : ["", `Required: ${required.map(code).join(", ")}.`]),
        ...sections,
        "",
    ].join("\n");
}

interface Row {
    readonly path: string;
    readonly required: boolean;
    readonly node: Node;
}

function table(rows: readonly Row[]): readonly string[] {
    return [
        "| field | what it holds | what it means |",
        "| --- | --- | --- |",
        ...rows.map(
            ({ path, required, node }) =>
                `| ${code(path)}${required ? " \\*" : ""} | ${typeOf(node)} | ${cell(node.description ?? "")} |`,
        ),
    ];
}

/** The value itself, then everything inside it. `<name>` stands for a key that the writer chooses. */
function* rowsOf(node: Node, path: string, required = false): Generator<Row> {
    yield { path, required, node };
    for (const each of [node, ...(node.anyOf ?? []), ...(node.oneOf ?? [])]) {
        for (const [key, inner] of Object.entries(each.properties ?? {})) {
            yield* rowsOf(inner, path === "" ? key : `${path}.${key}`, each.required?.includes(key) === true);
        }
        if (typeof each.additionalProperties === "object") {
            yield* rowsOf(each.additionalProperties, path === "" ? "<name>" : `${path}.<name>`);
        }
        if (each.items !== undefined) {
            yield* rowsOf(each.items, `${path}[]`);
        }
    }
}

function typeOf(node: Node): string {
    const choices = node.anyOf ?? node.oneOf;
    if (choices !== undefined) {
        return [...new Set(choices.map(typeOf))].join(" or ");
    }
    if (node.enum !== undefined) {
        return node.enum.map((each) => code(String(each))).join(", ");
    }
    if (node.const !== undefined) {
        return code(String(node.const));
    }
    if (node.items !== undefined) {
        return "list";
    }
    const [type = "object"] = [node.type].flat();
    if (type === "object") {
        return typeof node.additionalProperties === "object" ? "by name" : "fields";
    }
    const { minimum, maximum } = node;
    const range =
        minimum === undefined
            ? ""
            : maximum === undefined
              ? `, at least ${minimum}`
              : `, ${minimum} to ${maximum}`;
    return `${type === "boolean" ? "`true` or `false`" : type}${range}`;
}

function code(text: string): string {
    return `\`${text.replaceAll("|", "\\|")}\``;
}

function cell(text: string): string {
    return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
