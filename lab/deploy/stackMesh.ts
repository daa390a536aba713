import { formatProblems } from "../../components/problems";
import { type Mesh, readMesh } from "../../mesh";
import { readStackFile } from "../../stackFile";
import { ToolProblem } from "../tools";

/**
 * What a stack file stands for, as the program computes it, without an engine.
 *
 * @param today - ISO date by which dated stages and exceptions are judged
 * @throws ToolProblem with every problem of the stack file and the catalogue
 */
export function loadStackMesh(program: string, stackFile: string, today: string): Mesh {
    const stack = readStackFile(stackFile);
    const mesh =
        "problems" in stack
            ? ({ ok: false, problems: stack.problems } as const)
            : readMesh({ config: stack.config, folder: program, today });
    if (!mesh.ok) {
        throw new ToolProblem(formatProblems("the stack cannot be used:", mesh.problems));
    }
    return mesh.value;
}
