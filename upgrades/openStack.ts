import { basename } from "node:path";
import { formatProblems } from "../components/problems";
import type { DeclaredRevisions } from "../components/revisions";
import { parseSettings, type Settings } from "../settings";
import { readStackFile } from "../stackFile";
import type { ChosenStack } from "./commandLine";
import { declaredRevisions } from "./declaredRevisions";
import { clusterInWords, labInWords, type RunningLab } from "./whichCluster";

/** A stack, and the cluster that it is compared with. */
export interface OpenStack {
    readonly name: string;
    /** The file to change; where a lab runs it, its names of revisions may be others than the lab's. */
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
 * Reads a stack file. Where it names no cluster and a lab of this checkout runs the stack, it is read as that lab would
 * run it, so that `npm run revisions -- plan` tells what the next `npm run up` would do.
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
    const file = readStackFile(stackFile);
    if ("problems" in file) {
        return { trouble: formatProblems(`${stackFile} cannot be read`, file.problems) };
    }
    const read = settingsOf(file.config, stackFile, today);
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
    const adapted = running.adapt(file.config);
    const inLab = settingsOf(adapted, stackFile, today);
    return "trouble" in inLab
        ? inLab
        : {
              ...own,
              settings: inLab,
              declared: declaredRevisions(inLab),
              cluster: labInWords(namesIn(file.config), namesIn(adapted)),
              update: `npm run up -- ${own.flag}`,
          };
}

/** Names of the declared revisions, in the order of the stack file. */
function namesIn(config: Readonly<Record<string, unknown>>): readonly string[] {
    return Object.keys(config["revisions"] ?? {});
}

function settingsOf(
    config: Readonly<Record<string, unknown>>,
    stackFile: string,
    today: string,
): Settings | { readonly trouble: string } {
    const settings = parseSettings(config, { today });
    if (!settings.ok) {
        const errors = settings.problems.filter(({ severity }) => severity === "error").length;
        return { trouble: formatProblems(`${stackFile} has ${errors} problem(s)`, settings.problems) };
    }
    return settings.value;
}
