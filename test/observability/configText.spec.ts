import { expect } from "chai";
import { parse } from "yaml";
import { jsonText, yamlText } from "../../components/observability/configText";

describe("configurations as files", () => {
    it("say what the document says", () => {
        const document = { a: [1, "two", { three: true }], long: "x ".repeat(200), empty: {}, none: [] };
        expect(parse(yamlText(document))).to.deep.equal(document);
        expect(JSON.parse(jsonText(document))).to.deep.equal(document);
    });

    it("quote what a reader of YAML 1.1 would take for something else", () => {
        const document = { layout: "2006-01-02", on: "on", no: "no", octal: "0777", time: "12:30" };
        expect(parse(yamlText(document), { version: "1.1" })).to.deep.equal(document);
        expect(parse(yamlText(document))).to.deep.equal(document);
    });

    it("write a part that stands twice out twice", () => {
        const part = { a: 1 };
        expect(yamlText({ first: part, second: part })).to.equal("first:\n  a: 1\nsecond:\n  a: 1\n");
    });
});
