import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { areas } from "../../policies/areas";

const root = join(__dirname, "../..");

describe("the pack over a program of somebody else", () => {
    it("compiles the way the language host does without a tsconfig.json: ES2020, not strict", function () {
        this.timeout(120_000);
        // With another program's folder as working directory this package's own compiler settings do not count.
        const packs = ["", ...areas].map((area) => join(root, "policies", area, "index.ts"));
        const program = ts.createProgram(packs, {
            target: ts.ScriptTarget.ES2020,
            module: ts.ModuleKind.NodeNext,
            moduleResolution: ts.ModuleResolutionKind.NodeNext,
            types: [],
            noEmit: true,
        });
        const ours = program
            .getSourceFiles()
            .filter((file) => !file.fileName.includes("node_modules") && !file.isDeclarationFile);
        expect(ours.length).to.be.greaterThan(30);
        const problems = ours.flatMap((file) => [
            ...program.getSyntacticDiagnostics(file),
            ...program.getSemanticDiagnostics(file),
        ]);
        expect(problems.map((each) => ts.flattenDiagnosticMessageText(each.messageText, "\n"))).to.deep.equal(
            [],
        );
    });
});
