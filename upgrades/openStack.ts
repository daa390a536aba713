import { basename } from "node:path";
import { formatProblems } from "../components/problems";
import type { DeclaredRevisions } from "../components/revisions";
import { parseSettings, type Settings } from "../settings";
import { readStackFile } from "../stackFile";
import type { ChosenStack } from "./commandLine";
import { declaredRevisions } from "./declaredRevisions";
import { clusterInWords, type RunningLab } from "./whichCluster";

/** A stack, and the cluster that it is compared with. */
export interface OpenStack {
    readonly name: string;
    /** The file to change; in a lab the user's own, whose names of revisions may be others. */
    readonly stackFile: string;
    readonly settings: Settings;
    readonly declared: DeclaredRevisions;
    /** In words, for a first line. */
    readonly cluster: string;
    /** What applies the stack file. */
    readonly update: string;
    /** How the stack is named on a command line. */
    readonly flag: string;
}

/**
 * Reads a stack file. Where it names no cluster and a lab of this checkout runs the stack, the lab's own stack file is
 * read instead: `npm run revisions -- status` then works right after `npm run up`.
 *
 * @param today - ISO date by which dated settings are judged
 * @returns everything that is wrong with the stack file as one text, when something is
 */
export async function openStack(
    { stackFile, name }: ChosenStack,
    {
        today,
        lab,
    }: { readonly today: string; readonly lab: (stack: string) => Promise<RunningLab | undefined> },
): Promise<OpenStack | { readonly trouble: string }> {
    const read = settingsOf(stackFile, today);
    if ("trouble" in read) {
        return read;
    }
    const stack = name ?? basename(stackFile).replace(/^Pulumi\.(.*)\.yaml$/, "$1");
    const own = {
        name: stack,
        stackFile,
        settings: read,
        declared: declaredRevisions(read),
        cluster: clusterInWords(read.cluster),
        update: "pulumi up",
        flag: `--stack ${name ?? stackFile}`,
    };
    const { kubeconfig, context } = read.cluster;
    const running = name === undefined || (kubeconfig ?? context) !== undefined ? undefined : await lab(name);
    if (running === undefined) {
        return own;
    }
    const inLab = settingsOf(running.stackFile, today);
    return "trouble" in inLab
        ? inLab
        : {
              ...own,
              settings: inLab,
              declared: declaredRevisions(inLab),
              cluster: `the lab of this checkout, where revisions are called as in ${running.stackFile}`,
              update: `npm run up -- ${own.flag}`,
          };
}

function settingsOf(stackFile: string, today: string): Settings | { readonly trouble: string } {
    const stack = readStackFile(stackFile);
    if ("problems" in stack) {
        return { trouble: formatProblems(`${stackFile} cannot be read`, stack.problems) };
    }
    const settings = parseSettings(stack.config, { today });
    if (!settings.ok) {
        const errors = settings.problems.filter(({ severity }) => severity === "error").length;
        return { trouble: formatProblems(`${stackFile} has ${errors} problem(s)`, settings.problems) };
    }
    return settings.value;
}
