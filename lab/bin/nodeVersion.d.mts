export declare const oldestNode: string;
export declare function nodeProblem(version: string): string | undefined;
