import { existsSync } from "node:fs";
import { type LabTools, optionalTools, requiredTools, toolPath } from "./processSpec";

/** Name to path, as a lab writes down what it was started with; its processes never see another. */
type StartedTools = Readonly<Record<string, string>>;

/** What a lab is started with. `before` is what it had: its pods may still need what nothing declares any more. */
export function toolsToStart(tools: LabTools, before: StartedTools): StartedTools {
    const kept = Object.entries(before).filter(([name, path]) => isOptional(name) && existsSync(path));
    const given = [...tools].filter(([name]) => isOptional(name)).map(([name, { path }]) => [name, path]);
    return {
        ...Object.fromEntries(requiredTools.map((name) => [name, toolPath(tools, name)])),
        ...Object.fromEntries([...kept, ...given]),
    };
}

/** What is asked for and this running lab was started without. */
export function lackingTools(tools: LabTools, running: StartedTools): readonly string[] {
    return optionalTools.filter((name) => tools.has(name) && running[name] === undefined);
}

/** What this running lab uses in another build than the one asked for. */
export function otherTools(tools: LabTools, running: StartedTools): readonly string[] {
    return [...requiredTools, ...optionalTools].filter(
        (name) => tools.has(name) && running[name] !== undefined && running[name] !== tools.get(name)?.path,
    );
}

function isOptional(name: string): boolean {
    return optionalTools.some((each) => each === name);
}
