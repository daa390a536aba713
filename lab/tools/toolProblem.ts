/** What a person has to change before the tools can be had; the message is the whole story, no stack needed. */
export class ToolProblem extends Error {
    override readonly name = "ToolProblem";
}

/** The work was asked to stop; commands end with 130, as shells do for SIGINT. */
export class Interrupted extends Error {
    override readonly name = "Interrupted";
    readonly exitCode: number;

    constructor(signal: NodeJS.Signals | undefined = "SIGINT") {
        super("interrupted");
        this.exitCode = signal === "SIGTERM" ? 143 : signal === "SIGHUP" ? 129 : 130;
    }
}
