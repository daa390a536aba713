import { join } from "node:path";
import { formatProblems } from "../../../components/problems";
import { type Mesh, readMesh } from "../../../mesh";
import { readStackFile } from "../../../stackFile";
import { tokenIssuer, tokenKeys } from "./tokens";

const folder = join(__dirname, "..", "mesh");
/** The day dated stages and experiments of the mesh are judged by, so that they never run out. */
const today = "2027-01-01";

/** The mesh of the suite, through the same code as every stack; the keys tokens are checked with are this run's. */
export function testMesh(): Mesh {
    const stack = readStackFile(join(folder, "Pulumi.lab.yaml"));
    if ("problems" in stack) {
        throw new Error(formatProblems("the stack file of the suite", stack.problems));
    }
    const config = { ...stack.config, tokens: { lab: { issuer: tokenIssuer, jwks: tokenKeys } } };
    const mesh = readMesh({ config, folder, today });
    if (!mesh.ok) {
        throw new Error(formatProblems("the mesh of the suite", mesh.problems));
    }
    return mesh.value;
}
