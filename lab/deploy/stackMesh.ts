import { formatProblems, type Problem } from "../../components/problems";
import { type Mesh, readMesh } from "../../mesh";
import { readStackFile } from "../../stackFile";
import { ToolProblem } from "../tools";

/** A mesh, and what is doubtful about it: paths are relative to the program. */
export type StackMesh = Mesh & { readonly warnings: readonly Pick<Problem, "path" | "message">[] };

/**
 * What a stack file stands for, as the program computes it, without an engine.
 *
 * @param today - ISO date by which dated stages and exceptions are judged
 * @throws ToolProblem with every problem of the stack file and the catalogue
 */
export function loadStackMesh(program: string, stackFile: string, today: string): StackMesh {
    const stack = readStackFile(stackFile);
    const mesh =
        "problems" in stack
            ? ({ ok: false, problems: stack.problems } as const)
            : readMesh({ config: stack.config, folder: program, today });
    if (!mesh.ok) {
        throw new ToolProblem(formatProblems("the stack cannot be used:", mesh.problems));
    }
    const warnings = mesh.warnings.map(({ path, message }) => ({
        path: path.replace(`${program}/`, ""),
        message,
    }));
    return { ...mesh.value, warnings };
}
