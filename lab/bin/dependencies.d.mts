/** Why a command cannot go on, with the exit code it ends with. */
export declare class InstallProblem extends Error {
    readonly exitCode: number;
}

/** Installs what package-lock.json says, if it is not installed already. Rejects with an `InstallProblem`. */
export declare function ensureDependencies(root: string, write?: (line: string) => void): Promise<void>;
