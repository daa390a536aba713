import type { TestLab } from "../support/testLab";

/** The command that users run after a tag was moved; resolves with what it printed. */
export async function restartFollowers(lab: TestLab, tag: string, stackFile: string): Promise<string> {
    const words = ["restart", "--tag", tag, "--batch", "2", "--stack", stackFile];
    const { code, output } = await lab.start("revisions", "--", ...words).finished();
    if (code !== 0) {
        throw new Error(`npm run revisions -- ${words.join(" ")} ended with ${code}:\n${output}`);
    }
    return output;
}
