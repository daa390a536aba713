import Ajv from "ajv";
import { expect } from "chai";
import { rules } from "../../policies/rules";
import { folderOf, permissive, run } from "./support";

const text = { type: "object", required: ["text"], properties: { text: { type: "string", minLength: 1 } } };
const place = {
    type: "object",
    required: ["artifactLocation", "region"],
    properties: {
        artifactLocation: {
            type: "object",
            required: ["uri"],
            properties: { uri: { type: "string", pattern: "^[^\\s]+$" } },
        },
        region: {
            type: "object",
            required: ["startLine"],
            properties: { startLine: { type: "integer", minimum: 1 } },
        },
    },
};

/** What the standard and the platforms that read it demand of the parts that are written. */
const schema = {
    type: "object",
    required: ["version", "runs", "$schema"],
    properties: {
        version: { const: "2.1.0" },
        runs: {
            type: "array",
            items: {
                type: "object",
                required: ["tool", "results"],
                properties: {
                    tool: {
                        type: "object",
                        required: ["driver"],
                        properties: {
                            driver: {
                                type: "object",
                                required: ["name", "rules"],
                                properties: {
                                    rules: {
                                        type: "array",
                                        uniqueItems: true,
                                        items: {
                                            type: "object",
                                            required: [
                                                "id",
                                                "shortDescription",
                                                "fullDescription",
                                                "help",
                                                "helpUri",
                                            ],
                                            properties: {
                                                shortDescription: text,
                                                fullDescription: text,
                                                help: text,
                                                helpUri: { type: "string", pattern: "^https://" },
                                            },
                                        },
                                    },
                                },
                            },
                        },
                    },
                    results: {
                        type: "array",
                        items: {
                            type: "object",
                            required: [
                                "ruleId",
                                "ruleIndex",
                                "level",
                                "message",
                                "locations",
                                "partialFingerprints",
                            ],
                            properties: {
                                level: { enum: ["error", "warning", "note"] },
                                message: text,
                                locations: {
                                    type: "array",
                                    minItems: 1,
                                    items: { type: "object", properties: { physicalLocation: place } },
                                },
                                partialFingerprints: {
                                    type: "object",
                                    additionalProperties: { type: "string" },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
};

interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly locations: readonly { readonly physicalLocation: object }[];
    readonly relatedLocations?: readonly { readonly physicalLocation: object }[];
    readonly partialFingerprints: Readonly<Record<string, string>>;
}
interface Log {
    readonly runs: readonly {
        readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
        readonly invocations: readonly { readonly executionSuccessful: boolean }[];
        readonly results: readonly Result[];
    }[];
}

const logOf = (...args: Parameters<typeof run>): Log => JSON.parse(run(...args).out);

describe("npm run policy:check -- --sarif", () => {
    it("writes a log with every rule, and a place for every finding", () => {
        const log = logOf(["--sarif", folderOf({ "a b.yaml": permissive, "b.yaml": "a: [" })]);
        const ajv = new Ajv();
        expect(ajv.validate(schema, log), ajv.errorsText()).to.equal(true);
        const [{ tool, results, invocations } = { tool: undefined, results: [], invocations: [] }] = log.runs;
        expect(tool?.driver.rules.map((each) => each.id)).to.include.members(rules.map((each) => each.name));
        expect(results).to.have.length(2);
        for (const { ruleId, ruleIndex } of results) {
            expect(tool?.driver.rules[ruleIndex]?.id).to.equal(ruleId);
        }
        expect(invocations).to.deep.equal([{ executionSuccessful: false }]);
        const [first] = results;
        expect(JSON.stringify(first?.locations)).to.contain("/a%20b.yaml").and.to.contain('"startLine":8');
        expect(JSON.stringify(first?.relatedLocations)).to.contain('"startLine":1');
    });

    it("knows a finding again after it has moved, and tells it from another", () => {
        const prints = (input: string) =>
            logOf(["--sarif", "-"], input).runs[0]?.results.map(
                (each) => each.partialFingerprints["meshwrightFinding/v1"],
            ) ?? [];
        const moved = prints(`# moved\n\n---\n${permissive}`);
        expect(prints(permissive)).to.deep.equal(moved);
        expect(prints(permissive.replace("name: default", "name: other"))).to.not.deep.equal(moved);
    });
});
