import * as pulumi from "@pulumi/pulumi";
import { formatProblems } from "./components/problems";
import { type Mesh, readMesh } from "./mesh";
import { truth } from "./stackFile";

/**
 * The mesh this stack stands for. Warnings are logged; errors are all reported at once, before any resource
 * exists.
 *
 * @throws pulumi.RunError with every problem, numbered, each with its path and the change to make
 */
export function loadProgram(): Mesh {
    const today = new Date().toISOString().slice(0, 10);
    const mesh = readMesh({ config: stackConfig(), folder: "", today });
    if (!mesh.ok) {
        const count = mesh.problems.filter(({ severity }) => severity === "error").length;
        const heading = `nothing was changed: stack "${pulumi.getStack()}" has ${count} problem(s)`;
        throw new pulumi.RunError(formatProblems(heading, mesh.problems));
    }
    for (const { path, message } of mesh.warnings) {
        void pulumi.log.warn(`${path}: ${message}`);
    }
    return mesh.value;
}

/** This project's keys of the stack file, without their prefix; structured values arrive as JSON text. */
function stackConfig(): Record<string, unknown> {
    const prefix = `${pulumi.getProject()}:`;
    const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length), structured(text)]));
}

function structured(text: string): unknown {
    if (!/^[[{]/.test(text)) {
        return truth(text);
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
