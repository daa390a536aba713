import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface GatherJob {
    /** The repository as it is without the change, and with it. */
    readonly base: string;
    readonly head: string;
    readonly pullRequest: string;
    readonly out: string;
}

/**
 * What a run with the right to comment needs of a pull request, and nothing else: its number, the stack files and the
 * catalogue of both states.
 */
export function gather({ base, head, pullRequest, out }: GatherJob): string {
    rmSync(out, { recursive: true, force: true });
    const files = Object.entries({ base, head }).flatMap(([state, folder]) => [
        ...copied(folder, join(out, state), /^Pulumi\.[a-z0-9-]+\.yaml$/),
        ...copied(join(folder, "catalog"), join(out, state, "catalog"), /\.yaml$/),
    ]);
    writeFileSync(join(out, "pull-request"), `${pullRequest}\n`);
    return `${files.length} files of #${pullRequest} are in ${out}`;
}

function copied(from: string, to: string, pattern: RegExp): readonly string[] {
    mkdirSync(to, { recursive: true });
    const names = existsSync(from) ? readdirSync(from).filter((name) => pattern.test(name)) : [];
    for (const name of names) {
        copyFileSync(join(from, name), join(to, name));
    }
    return names;
}
