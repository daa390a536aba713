import { basename } from "node:path";
import { type Output, readOrExit } from "../commandHead";
import { formatProblems } from "../components/problems";
import { foreignContents } from "../ownFolder";
import { cannotBeWritten } from "../writeOutput";
import { parseCommandLine, usage } from "./commandLine";
import { factsName, factsText, sha256Of } from "./factsFile";
import { ofSynth, replaceFolder } from "./outputFolder";
import { countObjects, summary } from "./summary";
import { synthesiseWithFacts } from "./synthesise";
import { yamlText } from "./yamlText";

/**
 * The whole command. Answers 0 when the folder was written, 1 when something is wrong with the input, 2 with the
 * arguments. `today` is the ISO date by which dated settings are judged.
 */
export function runSynth(args: readonly string[], today: string, streams: Output): number {
    const command = readOrExit(parseCommandLine(args), streams, usage);
    if (typeof command === "number") {
        return command;
    }
    const { stackFile, out } = command;
    const foreign = foreignContents(out, ofSynth);
    if (foreign !== undefined) {
        return fail(streams, foreign, 1);
    }
    const result = synthesiseWithFacts(stackFile, today);
    if (!result.ok) {
        const count = result.problems.filter(({ severity }) => severity === "error").length;
        return fail(
            streams,
            formatProblems(`nothing was written: ${stackFile} has ${count} problem(s)`, result.problems),
            1,
        );
    }
    if (result.warnings.length > 0) {
        streams.err(`${formatProblems(`${result.warnings.length} warning(s)`, result.warnings)}\n`);
    }
    const files = result.value.files.map(({ path, manifests }) => ({
        path,
        text: manifests.map(yamlText).join("---\n"),
    }));
    const marker = {
        stack: basename(stackFile),
        objects: countObjects(result.value.files),
        sha256: sha256Of(files),
    };
    const beside = { path: factsName, text: factsText(result.value.facts, files) };
    try {
        replaceFolder(out, [...files, beside], `${JSON.stringify(marker, undefined, 4)}\n`);
    } catch (error) {
        const advice = "name a folder that can be written, such as manifests/dev";
        return fail(streams, cannotBeWritten(`"${out}"`, error, advice), 1);
    }
    streams.out(`${summary(result.value.files, out)}\nsha256 of all of it: ${marker.sha256}\n`);
    return 0;
}

function fail({ err }: Output, message: string, code: number): number {
    err(`${message}\n`);
    return code;
}
