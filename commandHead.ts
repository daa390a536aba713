/** Where a command writes: what was asked for, and what is wrong. */
export interface Output {
    readonly out: (text: string) => void;
    readonly err: (text: string) => void;
}

interface Problems {
    readonly problems: readonly string[];
}

/**
 * How every command begins: with what was read, or with the exit code where there is nothing to do. That is 0 when its
 * usage was asked for, and 2 when something is wrong with what it was given, which is said with the usage behind it.
 */
export function readOrExit<Read extends object>(
    read: Read | Problems | "help",
    { out, err }: Output,
    usage?: string,
): Exclude<Read, Problems> | 0 | 2 {
    if (read === "help") {
        out(`${usage ?? ""}\n`);
        return 0;
    }
    if ("problems" in read) {
        err(`${[...read.problems, ...(usage === undefined ? [] : [usage])].join("\n")}\n`);
        return 2;
    }
    return read as Exclude<Read, Problems>;
}

/** Whether the usage is asked for, wherever it stands on the command line. */
export function asksForHelp(args: readonly string[]): boolean {
    return args.includes("--help") || args.includes("-h");
}
