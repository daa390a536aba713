import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblems } from "../../../components/problems";
import { type Mesh, readMesh } from "../../../mesh";
import { readStackFile } from "../../../stackFile";
import { tokenIssuer, tokenKeys } from "./tokens";

const folder = join(__dirname, "..", "mesh");
/** The day dated stages and experiments of the mesh are judged by, so that they never run out. */
export const today = "2027-01-01";

/** The suite's stack file with the keys tokens are checked with, which are this run's. */
function testConfig(): Readonly<Record<string, unknown>> {
    const stack = readStackFile(join(folder, "Pulumi.lab.yaml"));
    if ("problems" in stack) {
        throw new Error(formatProblems("the stack file of the suite", stack.problems));
    }
    return { ...stack.config, tokens: { lab: { issuer: tokenIssuer, jwks: tokenKeys } } };
}

/** The mesh of the suite, through the same code as every stack. */
export function testMesh(): Mesh {
    const mesh = readMesh({ config: testConfig(), folder, today });
    if (!mesh.ok) {
        throw new Error(formatProblems("the mesh of the suite", mesh.problems));
    }
    return mesh.value;
}

/** The same mesh as a stack file and its catalogue in `place`, for programs that read one. */
export function writeStackFile(place: string): string {
    const file = join(place, "Pulumi.lab.yaml");
    cpSync(join(folder, "catalog"), join(place, "catalog"), { recursive: true });
    const entries = Object.entries(testConfig()).map(([key, value]) => [`meshwright:${key}`, value]);
    // JSON is YAML.
    writeFileSync(file, JSON.stringify({ config: Object.fromEntries(entries) }));
    return file;
}
