import { readFileSync } from "node:fs";
import { type Output, readOrExit } from "../commandHead";
import { whyNot } from "../whyNot";
import type { Api } from "./api";
import { type CiCommand, isIt, parseCommandLine, usage } from "./commandLine";
import { comment } from "./comment/comment";
import { driftIn } from "./drift/driftIn";
import { tellDrift } from "./drift/driftIssue";
import { gather } from "./gather";
import { githubApi } from "./github";
import { ourLogin } from "./ours";
import { type Recording, recordedApi } from "./recordedApi";

/** What a command is given by whoever calls it. */
export interface Surroundings extends Output {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly fetch: typeof fetch;
    /** ISO date by which dated settings are judged. */
    readonly today: string;
}

/** The whole command. Answers 0 when it was done, 1 when it could not be, 2 when the arguments are wrong. */
export async function runCi(args: readonly string[], surroundings: Surroundings): Promise<number> {
    const { out, err } = surroundings;
    const command = readOrExit(parseCommandLine(args), surroundings, usage);
    if (typeof command === "number") {
        return command;
    }
    try {
        out(`${await done(command, surroundings)}\n`);
        return 0;
    } catch (error) {
        err(`${error instanceof Error ? error.message : String(error)}\n`);
        return 1;
    }
}

async function done(command: CiCommand, surroundings: Surroundings): Promise<string> {
    const { environment, today } = surroundings;
    if (isIt(command, "gather")) {
        return gather({ ...command.values, pullRequest: command.values["pull-request"], today });
    }
    const api = apiFor(command, surroundings);
    const login = environment["MESHWRIGHT_LOGIN"] ?? ourLogin;
    if (isIt(command, "comment")) {
        const { folder, "head-sha": headSha } = command.values;
        const { out, from } = command;
        const optional = { ...(out === undefined ? {} : { out }), ...(from === undefined ? {} : { from }) };
        return comment(api, { folder, headSha, today, login, ...optional });
    }
    if (isIt(command, "drift")) {
        const { stack, preview } = command.values;
        const run = runAddress(environment);
        const drift = driftIn(textOf("--preview", preview));
        return tellDrift(api, { stack, drift, login, ...(run === undefined ? {} : { run }) });
    }
    throw new Error(`internal error: ${command.command} has nothing to do`);
}

function apiFor({ recorded }: CiCommand, { environment, fetch, out }: Surroundings): Api {
    if (recorded !== undefined) {
        return recordedApi(recordingIn(recorded), out);
    }
    const [repository, token] = [environment["GITHUB_REPOSITORY"], environment["GITHUB_TOKEN"]];
    if (repository === undefined || !/^\w[\w.-]*\/\w[\w.-]*$/.test(repository) || !token) {
        throw new Error("GITHUB_REPOSITORY (owner/name) and GITHUB_TOKEN must be set, or --recorded given");
    }
    const address = (environment["GITHUB_API_URL"] ?? "https://api.github.com").replace(/\/+$/, "");
    return githubApi({ repository, token, address, fetch });
}

function recordingIn(file: string): Recording {
    const text = textOf("--recorded", file);
    try {
        const answers: unknown = JSON.parse(text);
        if (typeof answers === "object" && answers !== null && !Array.isArray(answers)) {
            return answers as Recording;
        }
    } catch {
        // Said below: what is no JSON is no such map either.
    }
    throw new Error(`--recorded is "${file}", which is no JSON map from paths to what the forge answered`);
}

function textOf(flag: string, file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        throw new Error(
            `${flag} is "${file}", which cannot be read: ${whyNot(error)}; name a file that is there`,
        );
    }
}

function runAddress(environment: Surroundings["environment"]): string | undefined {
    const [server, repository, run] = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"].map(
        (name) => environment[name],
    );
    return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}
