import { FAILSAFE_SCHEMA, load, Type } from "js-yaml";

/**
 * What a text of plain YAML holds: maps and lists whose every line stands by itself. Undefined for anything else, right
 * or wrong, which is for the parser that keeps positions and says what is wrong. That one takes several times as long,
 * and most of a large catalogue is plain.
 */
export function readPlainYaml(text: string): object | undefined {
    if (!text.split("\n").every(isPlain)) {
        return undefined;
    }
    try {
        const value: unknown = load(text, { schema });
        return isStructure(value) && hasTextKeys(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

/**
 * Whether a line has nothing that the two parsers read differently or that goes on in the next line: no text without a
 * key or dash, no anchor, alias, tag, directive, block scalar, explicit key, escape or second document, every quote and
 * bracket closed. Nothing that only begins like a document's marker either: js-yaml takes the first three of `---key:`
 * for one. Wide on purpose: a line that is refused needlessly costs time only.
 */
function isPlain(line: string): boolean {
    const text = line.replace(quoted, "q").replace(/(^| )#.*$/, "");
    return (
        /^[\x20-\x7e]*$/.test(line) &&
        /^ *((- )*([\w./-]+:( [^ ].*)?|- [^ ].*))? *$/.test(text) &&
        !/(^|[ [{,])([!&*%|>?@`]|---|\.\.\.)|["'\\#]|[\]}] *:|[:,[{] *,|, *[[{]|__proto__/.test(text) &&
        text.replaceAll(/[^[{]/g, "").length === text.replaceAll(/[^\]}]/g, "").length
    );
}

/** A quoted text where a value can begin. */
const quoted = /(?<=[:,] |[[{] ?|^ *- )("[^"\\]*"|'[^']*')(?=$|[\s,\]}])/g;

function scalar(name: string, pattern: RegExp, construct: (text: string) => unknown): Type {
    return new Type(`tag:yaml.org,2002:${name}`, {
        kind: "scalar",
        resolve: (text: string | null) => pattern.test(text ?? ""),
        construct: (text: string | null) => construct(text ?? ""),
    });
}

/** The core schema of YAML 1.2 to the letter: js-yaml's own takes underscores and binary numbers as well. */
const schema = FAILSAFE_SCHEMA.extend({
    implicit: [
        scalar("null", /^(~|null|Null|NULL|)$/, () => null),
        scalar("bool", /^(true|True|TRUE|false|False|FALSE)$/, (text) => /^t/i.test(text)),
        scalar("int", /^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/, Number),
        scalar(
            "float",
            /^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/,
            (text) => Number(text.replace(/\.inf$/i, "Infinity")),
        ),
    ],
});

function isStructure(value: unknown): value is object {
    return typeof value === "object" && value !== null;
}

/** Keys that were written as anything but text have become text here; whatever looks like one of them may be. */
function hasTextKeys(value: object): boolean {
    return Array.isArray(value)
        ? value.every((each) => !isStructure(each) || hasTextKeys(each))
        : Object.entries(value).every(
              ([key, inner]) => !otherThanText.test(key) && (!isStructure(inner) || hasTextKeys(inner)),
          );
}

const otherThanText = /^([-+.]?[0-9].*|~|null|true|false|-?Infinity|NaN|)$/i;
