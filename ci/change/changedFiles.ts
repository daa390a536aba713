import { type Api, allPages } from "../api";

/** Files that a change touches, by what they decide. */
export interface ChangedFiles {
    /** Of the program: what stacks are made of may change though no stack file does. */
    readonly program: readonly string[];
    /** Of the policies, by which a report judges. */
    readonly policies: readonly string[];
    /** Of what the forge does by itself: what ran on the change ran by them. */
    readonly workflows: readonly string[];
}

/** As the forge lists them, whatever the change says of itself; both names of a file that was moved. */
export async function changedFiles(api: Api, pullRequest: number): Promise<ChangedFiles> {
    const listed = (await allPages(api, `/pulls/${pullRequest}/files`)) as readonly Listed[];
    const names = listed.flatMap(({ filename, previous_filename: previous }) =>
        [filename, previous].filter((each) => each !== undefined),
    );
    return byMeaning(listed.length < mostListed ? names : [...names, "more files than are listed"]);
}

/** GitHub lists no more files of one pull request than these. */
const mostListed = 3000;

interface Listed {
    readonly filename: string;
    readonly previous_filename?: string;
}

/** Whatever is not known to decide nothing counts as program: a folder that is new must not be overlooked. */
export function byMeaning(files: readonly string[]): ChangedFiles {
    const all = [...new Set(files)].sort();
    const deciding = all.filter((file) => !decidesNothing.test(file));
    return {
        program: deciding.filter((file) => !file.startsWith("policies/")),
        policies: deciding.filter((file) => file.startsWith("policies/")),
        workflows: all.filter((file) => file.startsWith(".github/")),
    };
}

/** Data, which the report itself reads; words; and what only looks at the program. */
const decidesNothing =
    /^(Pulumi\.[a-z0-9-]+\.yaml|catalog\/.*\.yaml|docs\/.*|(test|bench|examples|lab|\.ci|\.github)\/.*|.*\.md|LICENSE|biome\.json|\.gitignore)$/;
