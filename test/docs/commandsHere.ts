import { createReadStream } from "node:fs";
import { runAccess } from "../../accessReport/run";
import { runAdmission } from "../../admission/run";
import { runAudit } from "../../audit/runAudit";
import { runCi } from "../../ci/run";
import type { Output } from "../../commandHead";
import { runCheck } from "../../policyCheck/run";
import { runReport } from "../../report/run";
import { runSynth } from "../../synth/run";
import { FakeForge } from "../ci/fakeForge";
import { root } from "./documents";

/** The day on which the documents are read: dates in them are still to come. */
export const today = "2026-11-29";

/** As a terminal without colours shows it. */
export const plain = { strong: String, faint: String, warning: String };

type Run = (args: readonly string[], output: Output) => number | Promise<number>;

/**
 * Commands that need nothing but files, by the name of their script. They are run in this process, in the current
 * folder: to start Node for each of them would take seconds.
 */
export const commandsHere: Readonly<Record<string, Run>> = {
    access: ([first, ...rest], output) =>
        first === "audit"
            ? runAudit(rest, { ...output, today, open: (path) => createReadStream(path) })
            : runAccess(first === undefined ? [] : [first, ...rest], today, { ...output, style: plain }),
    ci: (args, output) => runCi(args, { ...output, today, environment: forgeEnvironment, fetch: forge() }),
    "policy:admission": (args, output) => runAdmission(args, { ...output, today, root }),
    "policy:check": (args, output) =>
        runCheck(args, { ...output, today, root, style: plain, readInput: () => "" }),
    report: (args, output) => runReport(args, today, output),
    synth: (args, output) => runSynth(args, today, output),
};

const forgeEnvironment = {
    GITHUB_REPOSITORY: "owner/name",
    GITHUB_TOKEN: "a token",
    GITHUB_API_URL: "https://forge.example",
};

/** A forge with the pull request that the guide speaks of. */
function forge(): typeof fetch {
    const kept = new FakeForge();
    kept.pullRequest = { number: 12, state: "open", head: { sha: "9f2c1d7" } };
    return async (address, { method = "GET", body = null } = {}) => {
        const path = String(address).replace("https://forge.example/repos/owner/name", "");
        const asked = body === null ? {} : (JSON.parse(String(body)) as Record<string, string>);
        const answer = await kept.request(method as "GET", path, asked);
        return new Response(JSON.stringify(answer ?? {}));
    };
}
