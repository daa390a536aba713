import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readCatalog, readCatalogText } from "../../catalogFiles";
import { printed } from "./problems/example";

interface TextCase {
    readonly title: string;
    readonly text: string;
    readonly code: string;
    readonly says: string;
}

const cases: readonly TextCase[] = [
    {
        title: "a key that is there twice",
        text: "namespace: shop\nowners: [a]\nnamespace: bank\n",
        code: "duplicate-key",
        says: "shop.yaml:3: this key is already there above; remove one, or merge the two",
    },
    {
        title: "a service that is there twice",
        text: "services:\n  web: {}\n  api: {}\n  web: {}\n",
        code: "duplicate-key",
        says: "shop.yaml:4: this key is already there above; remove one, or merge the two",
    },
    {
        title: "a key that is a number",
        text: "stores:\n  6379: {}\n",
        code: "key-not-text",
        says: "shop.yaml:2: the key 6379 is not text; put it in quotes",
    },
    {
        title: "a key that is a boolean",
        text: "stores:\n  true: {}\n",
        code: "key-not-text",
        says: "shop.yaml:2: the key true is not text; put it in quotes",
    },
    {
        title: "a key that is nothing",
        text: "stores:\n  null: {}\n",
        code: "key-not-text",
        says: "shop.yaml:2: the key null is not text; put it in quotes",
    },
    {
        title: "a key that is a map",
        text: "stores:\n  ? { a: 1 }\n  : {}\n",
        code: "key-not-text",
        says: "shop.yaml:2: a key that is a map or list is not text; put it in quotes",
    },
    {
        title: "a bracket that is never closed",
        text: "namespace: shop\nowners: [a\n",
        code: "yaml-syntax",
        says: `shop.yaml:3: is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]`,
    },
    {
        title: "an alias of nothing",
        text: "namespace: *shop\n",
        code: "yaml-syntax",
        says: "shop.yaml: is not YAML: Unresolved alias (the anchor must be set before the alias): shop",
    },
    {
        title: "an empty file",
        text: "",
        code: "empty-file",
        says: "shop.yaml: is empty; write the namespace, or remove the file",
    },
    {
        title: "a file of comments",
        text: "# later\n",
        code: "empty-file",
        says: "shop.yaml: is empty; write the namespace, or remove the file",
    },
    {
        title: "a second document",
        text: "namespace: shop\n---\nnamespace: bank\n",
        code: "several-documents",
        says: "shop.yaml:2: a second document starts here; write each namespace in a file of its own",
    },
];

describe("the text of a catalogue file", () => {
    for (const { title, text, code, says } of cases) {
        it(`is refused with ${title}, and its line`, () => {
            const { files, problems } = readCatalogText("shop.yaml", text);
            expect(files).to.deep.equal([]);
            expect(problems.map(printed)).to.deep.equal([says]);
            expect(problems.map((each) => each.code)).to.deep.equal([code]);
        });
    }

    it("is refused when aliases would grow without end", () => {
        const lines = Array.from(
            { length: 12 },
            (_, n) =>
                `a${n}: &a${n} [${Array(9)
                    .fill(n === 0 ? "x" : `*a${n - 1}`)
                    .join(", ")}]`,
        );
        const { files, problems } = readCatalogText("shop.yaml", lines.join("\n"));
        expect(files).to.deep.equal([]);
        expect(problems.map(({ code }) => code)).to.deep.equal(["yaml-syntax"]);
    });

    it("is read as YAML 1.2: no and on are text", () => {
        const { files } = readCatalogText("shop.yaml", "namespace: no\non: [off, yes]\n");
        expect(files).to.deep.equal([
            { file: "shop.yaml", content: { namespace: "no", on: ["off", "yes"] } },
        ]);
    });
});

describe("the folder of a catalogue", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "catalogue-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("is read in order of names, with every problem of every file", () => {
        writeFileSync(join(folder, "b.yaml"), "namespace: b\n");
        writeFileSync(join(folder, "a.yaml"), "namespace: a\n");
        writeFileSync(join(folder, "c.yaml"), "a: 1\na: 2\n");
        writeFileSync(join(folder, "d.yml"), "namespace: d\n");
        writeFileSync(join(folder, "notes.md"), "nothing of it");
        const { files, problems } = readCatalog(folder);
        expect(files.map(({ file }) => file)).to.deep.equal([`${folder}/a.yaml`, `${folder}/b.yaml`]);
        expect(problems.map(printed)).to.deep.equal([
            `${folder}/d.yml: is not read; rename it to d.yaml`,
            `${folder}/c.yaml:2: this key is already there above; remove one, or merge the two`,
        ]);
    });

    it("says of what is called like a file and is none why it cannot be read", () => {
        writeFileSync(join(folder, "a.yaml"), "namespace: a\n");
        mkdirSync(join(folder, "b.yaml"));
        symlinkSync("gone", join(folder, "c.yaml"));
        symlinkSync("d.yaml", join(folder, "d.yaml"));
        symlinkSync("/dev/null", join(folder, "e.yaml"));
        const { files, problems } = readCatalog(folder);
        const advice = "remove it, or write a file in its place";
        expect(files).to.have.length(1);
        expect(problems.map(printed)).to.deep.equal([
            `${folder}/b.yaml: cannot be read: it is a folder; ${advice}`,
            `${folder}/c.yaml: cannot be read: there is no such file or folder; ${advice}`,
            `${folder}/d.yaml: cannot be read: its links lead in a circle; ${advice}`,
            `${folder}/e.yaml: is no plain file; ${advice}`,
        ]);
    });

    it("says of bytes that are no text one thing only, and repeats none of them", () => {
        const { problems } = readCatalogText(
            "shop.yaml",
            `namespace: shop\n${"\u0000\u001b[31m".repeat(9_999)}`,
        );
        expect(problems.map(printed)).to.deep.equal([
            "shop.yaml:2: holds the control character U+0000, which YAML does not allow; write it as text, or remove the file",
        ]);
        const [long] = readCatalogText("shop.yaml", `a: *${"x".repeat(9_999)}\n`).problems;
        expect(long?.message)
            .to.match(/^is not YAML: .*…$/)
            .and.to.have.length.below(250);
    });

    it("is refused when it holds no catalogue file", () => {
        const { problems } = readCatalog(folder);
        expect(problems.map(printed)).to.deep.equal([
            `${folder}: the folder has no *.yaml file; write one for each namespace`,
        ]);
    });

    it("is refused when it is not there", () => {
        const { problems } = readCatalog(join(folder, "missing"));
        expect(problems.map(({ code }) => code)).to.deep.equal(["catalog-missing"]);
    });
});
