import { expect } from "chai";
import type { Path } from "../../policies/engine/field";
import { manifestsOf } from "../../policyCheck/manifests";

const read = (text: string, isFound = false, file = "a.yaml") => manifestsOf({ file, text, isFound });
const names = (text: string) =>
    read(text).manifests.map(({ object }) => `${object.groupKind} ${object.name}`);
const unreadable = (text: string, isFound = false, file?: string) =>
    read(text, isFound, file).unreadable.map(({ line, message }) => `${line}: ${message}`);

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

describe("the manifests of a file", () => {
    it("are its documents, however they are parted", () => {
        for (const text of [
            `${configMap("a")}---\n${configMap("b")}`,
            `---\n${configMap("a")}---\n---\n# nothing\n--- # more\n${configMap("b")}...\n`,
            `\uFEFF${configMap("a")}--- {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n`,
            `${configMap("a")}---\n${configMap("b")}`.replaceAll("\n", "\r\n"),
            `# Source: chart/templates/a.yaml\n${configMap("a")}\n---\n# Source: b\n${configMap("b")}`,
        ]) {
            expect(names(text), JSON.stringify(text)).to.deep.equal(["core/ConfigMap a", "core/ConfigMap b"]);
        }
    });

    it("are not parted inside a block of text", () => {
        expect(names(`${configMap("a")}data:\n  b: |\n    x\n    ---\n    y\n`)).to.deep.equal([
            "core/ConfigMap a",
        ]);
    });

    it("are the elements of Lists too, typed or not, one in another, and of JSON with tabs", () => {
        const list = {
            apiVersion: "v1",
            kind: "List",
            items: [
                {
                    apiVersion: "security.istio.io/v1",
                    kind: "PeerAuthenticationList",
                    items: [{ metadata: { name: "x" } }],
                },
                { apiVersion: "v1", kind: "Namespace", metadata: { name: "core" } },
            ],
        };
        expect(names(JSON.stringify(list, undefined, "\t"))).to.deep.equal([
            "security.istio.io/PeerAuthentication x",
            "core/Namespace core",
        ]);
    });

    it("keep times as text, and follow merge keys and aliases", () => {
        const [found] = read(
            `${configMap("a")}data: &data\n  day: 2026-11-20\nmore:\n  <<: *data\n`,
        ).manifests;
        expect(found?.object.root.at("more", "day").value).to.equal("2026-11-20");
    });
});

describe("what is no manifest", () => {
    it("is said with its line, and leaves the other documents alone", () => {
        const broken = `${configMap("a")}---\nfoo: [\nbar\n---\n${configMap("b")}`;
        expect(names(broken)).to.have.length(2);
        expect(unreadable(broken)).to.have.length(1);
        expect(unreadable(broken)[0]).to.match(/^(7|8): is no YAML: /);
        expect(unreadable("a: 1\na: 2\n")[0]).to.equal("2: is no YAML: duplicated mapping key");
    });

    for (const [what, text, expected] of [
        ["a list", "- a\n", "1: is a list and no object; an object has apiVersion, kind and metadata"],
        [
            "a text",
            "# x\nhello\n",
            '2: is "hello" and no object; an object has apiVersion, kind and metadata',
        ],
        ["a map", "\na: 1\n", "2: has no apiVersion and no kind, so nobody can tell what it is; give both"],
        ["half a type", "kind: Pod\n", "1: has no apiVersion, so nobody can tell what it is; give both"],
        [
            "an element of a List",
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n",
            "4: has no kind, so nobody can tell what it is; give both",
        ],
        [
            "a template that is no YAML",
            'apiVersion: v1\n{{- if .Values.x }}\nname: "x"\n{{- end }}\n',
            "2: is a Helm template and no manifest yet; render it first: helm template CHART | npm run policy:check -- -",
        ],
        [
            "a template that is YAML by accident",
            "apiVersion: v1\nkind: Pod\nspec: {{ .Values.spec }}\n",
            "3: is a Helm template and no manifest yet; render it first: helm template CHART | npm run policy:check -- -",
        ],
        [
            "something that holds itself",
            "a: &a\n  b: *a\n",
            "1: holds itself, or is nested more than 200 levels deep",
        ],
        [
            "a few bytes that come to more than can be looked at",
            `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${[1, 2, 3, 4, 5, 6]
                .map((each) => `a${each}: &a${each} [${`*a${each - 1}, `.repeat(10)}]\n`)
                .join("")}`,
            "1: comes to more than 1000000 values once its aliases are followed",
        ],
    ] as const) {
        it(`is said of ${what}`, () => {
            expect(unreadable(text)).to.deep.equal([expected]);
        });
    }

    it("is passed over in a folder, unless it looks like a manifest or like nothing", () => {
        expect(unreadable("replicas: 2\n", true)).to.deep.equal([]);
        expect(unreadable("- hosts: all\n", true)).to.deep.equal([]);
        expect(unreadable("apiVersion: v2\nname: web\nversion: 1.0.0\n", true)).to.deep.equal([]);
        expect(unreadable("apiVersion: v1\nentries: {}\n", true)).to.deep.equal([]);
        expect(unreadable("apiVersion: v2\nname: web\nversion: 1.0.0\n")).to.have.length(1);
        expect(unreadable("apiVersion: v1\nmetadata: {name: web}\n", true)).to.have.length(1);
        expect(unreadable("{ // settings\n}", true, "tsconfig.json")).to.deep.equal([]);
        expect(unreadable("kind: Pod\n", true)).to.have.length(1);
        expect(unreadable("a: [\n", true)).to.have.length(1);
    });

    it("is nothing at all where a file is empty", () => {
        for (const text of ["", "\n", "# a comment\n", "---\n", "null\n"]) {
            expect(read(text), JSON.stringify(text)).to.deep.equal({ manifests: [], unreadable: [] });
        }
    });
});

describe("the line of a field", () => {
    const text = `# first
---
# second
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: a,
    labels: &labels {x: "1",
      y: "2"}}
- apiVersion: v1
  kind: ConfigMap
  metadata:
    labels: *labels
  data:
    "a.b/c": |
      text
`;
    const [first, second] = read(text).manifests;

    for (const [of, path, line] of [
        [first, [], 7],
        [first, ["metadata", "labels", "y"], 11],
        [first, ["metadata", "annotations"], 9],
        [first, ["spec", "hosts", 3], 7],
        [second, [], 12],
        [second, ["metadata", "labels"], 15],
        [second, ["metadata", "labels", "y"], 11],
        [second, ["data", "a.b/c", "inside"], 17],
    ] as const) {
        it(`is ${line} for ${JSON.stringify(path)}`, () => {
            expect(of?.lineOf(path as Path)).to.equal(line);
        });
    }
});
