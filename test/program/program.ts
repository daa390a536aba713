import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { goldenUrns } from "../support/goldenUrns";
import { type Registered, recordRegistrations, settled } from "../support/mocks";

const root = join(__dirname, "..", "..");

/** What these contain is made by the provider that constructs them, and mocks construct nothing. */
const madeElsewhere = ["kubernetes:helm.sh/v4:Chart", "kubernetes-cert-manager:index:CertManager"];

/** The program under mocks, with the stack file users have: a process can hold one, hence a file for each stack. */
export function describeProgram(stack: string): void {
    describe(`the program with Pulumi.${stack}.yaml`, () => {
        let registered: Registered[];

        before(async () => {
            registered = recordRegistrations(stack, stackConfig(stack));
            process.chdir(root);
            // A worker may have run the program of another stack before.
            const program = require.resolve("../../index");
            delete require.cache[program];
            require(program);
            await settled();
        });

        it("registers exactly the golden resources; those of charts and of other packages' components come later", () => {
            const mine = registered.map(({ type, name }) => `${type}::${name}`).sort();
            const golden = goldenUrns(stack, declaredRevision(stack))
                .filter(({ parents }) => !parents.some((parent) => madeElsewhere.includes(parent)))
                // The stack and the engine's own provider are not the program's.
                .filter(({ type }) => !["pulumi:pulumi:Stack", "pulumi:providers:pulumi"].includes(type))
                .map(({ type, name }) => `${type}::${name}`)
                .sort();
            expect({
                missing: golden.filter((each) => !mine.includes(each)),
                surplus: mine.filter((each) => !golden.includes(each)),
            }).to.deep.equal({ missing: [], surplus: [] });
        });

        it("gives no two resources of a type the same name", () => {
            const names = registered.map(({ type, name }) => `${type}::${name}`);
            expect(new Set(names).size).to.equal(names.length);
        });

        it("keeps a digest of each namespace in state, never the graph", () => {
            const components = registered.filter(({ type }) => type === "meshwright:index:MeshNamespace");
            expect(components).to.have.length.greaterThan(5);
            for (const { inputs } of components) {
                expect(Object.keys(inputs)).to.deep.equal(["digest"]);
                expect(inputs["digest"]).to.match(/^[0-9a-f]{16}$/);
            }
        });
    });
}

/** As the engine hands it to a program: structured values as JSON text. */
function stackConfig(stack: string): Record<string, string> {
    const { config } = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
        config: Record<string, unknown>;
    };
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

function declaredRevision(stack: string): string {
    const revisions: unknown = JSON.parse(stackConfig(stack)["meshwright:revisions"] ?? "{}");
    return Object.keys(revisions as object)[0] ?? "";
}
