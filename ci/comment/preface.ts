import type { ChangedFiles } from "../change/changedFiles";

/** What a reader has to know before believing the reports: what they are made of, or by, may not be what it seems. */
export function prefaceOf(
    { program, policies, workflows }: ChangedFiles,
    doubted: readonly string[],
): string {
    const notes = [
        ...(doubted.length === 0
            ? []
            : [
                  `> ⚠️ **What the run read is not what the forge has**: ${some(doubted)}. The branch it goes to has moved on since, or somebody changed it on the way: run the pull request's workflow again before believing what follows.`,
              ]),
        ...(program.length === 0
            ? []
            : [
                  `> ⚠️ **The program changes too**: ${some(program)}. The reports say what the stack files mean to the program as it is; where the changed one makes something else of them, that follows, in its own words, which nobody has checked.`,
              ]),
        ...(workflows.length === 0
            ? []
            : [
                  `> ⚠️ **The workflows change too**: ${some(workflows)}. What ran on this change, its checks with it, ran as it says itself.`,
              ]),
        ...(policies.length === 0
            ? []
            : [
                  `> ⚠️ **The policies change too**: ${some(policies)}. The reports judge by them as they are without this change.`,
              ]),
    ];
    return notes.map((note) => `${note}\n\n`).join("");
}

const mostNamed = 5;

/** Names come from whoever wrote the change: only plain ones are shown, as code. */
function some(files: readonly string[]): string {
    const named = files.filter((file) => /^[\w./-]{1,120}$/.test(file)).slice(0, mostNamed);
    const others = files.length - named.length;
    const words = named.map((file) => `\`${file}\``);
    return others === 0
        ? words.join(", ")
        : [...words, `${others} ${words.length > 0 ? "more " : ""}file${others === 1 ? "" : "s"}`].join(", ");
}
