import { join } from "node:path";
import { formatProblems } from "../../../components/problems";
import { type Mesh, readMesh } from "../../../mesh";
import { readStackFile } from "../../../stackFile";

const folder = join(__dirname, "..", "mesh");
/** The day dated stages and experiments of the mesh are judged by, so that they never run out. */
const today = "2027-01-01";

/** The mesh of the suite, through the same code as every stack. */
export function testMesh(): Mesh {
    const stack = readStackFile(join(folder, "Pulumi.lab.yaml"));
    if ("problems" in stack) {
        throw new Error(formatProblems("the stack file of the suite", stack.problems));
    }
    const mesh = readMesh({ config: stack.config, folder, today });
    if (!mesh.ok) {
        throw new Error(formatProblems("the mesh of the suite", mesh.problems));
    }
    return mesh.value;
}
