import { expect } from "chai";
import { at, chapters } from "./documents";

/**
 * The part of Mermaid's language that the pictures keep to: in it nothing is read otherwise than it looks. A text in
 * which a semicolon ends the statement, for one, is a picture that is not drawn at all.
 */
const text = String.raw`[^\[\](){}"|;#]+`;
const shape = String.raw`(?:\[\(${text}\)\]|\[${text}\]|\(\(${text}\)\))?`;
const node = String.raw`(?!(?:graph|end|subgraph|flowchart|class|style|click)\b)\w+${shape}`;
const nodes = `${node}(?: & ${node})*`;
const arrow = String.raw`(?:-->|-- ${text} -->|-\. ${text} \.->)`;
const statements: Readonly<Record<string, RegExp>> = {
    flowchart: new RegExp(
        String.raw`^(?:flowchart (?:LR|TB)|subgraph [\w-]+|end|${nodes}(?: ${arrow} ${nodes})+)$`,
    ),
    sequenceDiagram:
        /^(?:sequenceDiagram|participant \w+ as [^;#]+|\w+->>\w+: [^;#]+|Note over \w+(?:,\w+)?: [^;#]+)$/,
};

const pictures = chapters(["mermaid"]).flatMap(([, blocks]) => blocks);

describe("pictures in the documents", () => {
    for (const block of pictures) {
        it(`are of statements that Mermaid draws: ${at(block)}`, () => {
            const lines = block.text.trimEnd().split("\n");
            const statement = statements[lines[0]?.split(" ")[0] ?? ""];
            expect(statement, `${lines[0]} is a kind of picture nobody has tried`).to.not.equal(undefined);
            expect(lines.filter((line) => statement?.test(line.trim()) !== true)).to.deep.equal([]);
        });
    }

    for (const block of pictures.filter(({ text: drawn }) => drawn.startsWith("sequenceDiagram"))) {
        it(`draw whoever speaks, and nobody else: ${at(block)}`, () => {
            const speaking = [...block.text.matchAll(/(\w+)->>(\w+):|Note over (\w+)/g)].flatMap(
                ([, ...names]) => names.filter((each) => each !== undefined),
            );
            const drawn = [...block.text.matchAll(/participant (\w+) as/g)].map(([, name]) => name);
            expect([...new Set(speaking)].sort()).to.deep.equal(drawn.sort());
        });
    }
});
