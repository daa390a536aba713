import { Unreachable } from "../../components/liveCluster/connection";
import { tagsLine } from "../../components/revisions";
import { observeMesh } from "../../components/revisions/observe";
import { apiMessage, statusCode } from "../../lab/cluster/apiError";
import type { RevisionsCommand } from "../commandLine";
import type { ExitCode, RevisionsIo } from "../io";
import type { OpenStack } from "../openStack";
import { reportedCluster } from "../reading";
import type { RestartCluster } from "./cluster";
import { endedText, leftText, planLines } from "./describe";
import type { Wanted } from "./model";
import { planWaves, restartAll } from "./restartAll";
import { select } from "./selection";

type RestartCommand = Extract<RevisionsCommand, { readonly verb: "restart" }>;

/** `npm run revisions -- restart`: from what lives to every proxy on the revision that its tag points to. */
export async function runRestart(
    command: RestartCommand,
    stack: OpenStack,
    io: RevisionsIo,
): Promise<ExitCode> {
    try {
        return await walk(command, stack, io, await io.connect(stack.settings.cluster));
    } catch (error) {
        const unreadable = error instanceof Unreachable ? error.message : missingFile(error);
        if (unreadable !== undefined) {
            io.err(`the cluster cannot be reached: ${unreadable}\n`);
            return 3;
        }
        if (statusCode(error) === undefined && !isConnection(error)) {
            throw error;
        }
        io.err(
            `the cluster refused or did not answer: ${apiMessage(error)}\nRun it again: it goes on from what lives.\n`,
        );
        return 3;
    }
}

async function walk(
    command: RestartCommand,
    stack: OpenStack,
    io: RevisionsIo,
    cluster: RestartCluster,
): Promise<ExitCode> {
    const say = (line: string) => io.out(`${line}\n`);
    const view = await cluster.view();
    const { unread } = reportedCluster(stack.cluster, view);
    if (!view.pods.read || !view.namespaces.read || !view.webhooks.read || !view.workloads.read) {
        io.err(
            `the cluster could not be read, so nobody knows what is stale:\n${unread.map((each) => `  ${each}\n`).join("")}`,
        );
        return 3;
    }
    const wanted = command.whose === "leaving" ? "no proxy" : wantedBy(command.whose.tag, stack, view);
    if (typeof wanted === "object" && "trouble" in wanted) {
        io.err(`${wanted.trouble}\n`);
        return 1;
    }
    say(io.style.strong(`Stack ${stack.name} on ${stack.cluster}`));
    const { candidates, left } = select(view, wanted, command.namespaces);
    const waves = await planWaves(cluster, candidates, command.batch);
    for (const line of [...planLines(wanted, waves, command.dryRun), ...leftText(left)]) {
        say(line);
    }
    if (command.dryRun || waves.length === 0) {
        return 0;
    }
    const { timeout } = command;
    const { now, pause, signal } = io;
    const ended = await restartAll({ wanted, waves }, { cluster, wanted, timeout, say, now, pause, signal });
    const total = waves.flat().length;
    const undo = undoOf(wanted, [...new Set(waves.flat().flatMap(({ from }) => from))], stack);
    for (const line of endedText(ended, total, undo)) {
        say(line);
    }
    return ended.how === "done" ? 0 : ended.how === "interrupted" ? 130 : 1;
}

/** A tag is followed only where it stands as declared and its control plane can give proxies. */
function wantedBy(
    tag: string,
    { declared, stackFile, update }: OpenStack,
    view: Parameters<typeof observeMesh>[0],
): Exclude<Wanted, "no proxy"> | { readonly trouble: string } {
    const { tags, revisions } = observeMesh(view, { revisions: new Map(), tags: new Map() });
    const seen = tags?.get(tag);
    if (seen === undefined || !seen.webhook) {
        const known = [...(tags?.keys() ?? [])].sort().join(", ");
        return {
            trouble: `the cluster has no tag "${tag}"; ${known === "" ? "it has none" : `it has ${known}`}`,
        };
    }
    const meant = declared.tags.get(tag);
    if (meant !== undefined && meant !== seen.revision) {
        return {
            trouble: `${stackFile} points the tag ${tag} to ${meant}, and the cluster still has it on ${seen.revision}; ${
                declared.ownsControlPlane === false
                    ? "the control plane is another stack's, so apply that one first, or write here what it says"
                    : `apply it first: ${update}`
            }`,
        };
    }
    const target = revisions?.get(seen.revision);
    if (target?.health !== "ready") {
        const pods =
            target === undefined
                ? "it is not there"
                : `${target.pods.available} of ${target.pods.wanted} pods`;
        return {
            trouble: `the control plane ${seen.revision} of the tag ${tag} does not answer (${pods}), and without it no pod starts; mend it first`,
        };
    }
    return { tag, revision: seen.revision };
}

/** The way back: one line of the stack file, one update, the same command. */
function undoOf(
    wanted: Wanted,
    from: readonly string[],
    { declared, stackFile, update }: OpenStack,
): string | undefined {
    const [back, ...others] = from;
    if (wanted === "no proxy" || back === undefined || others.length > 0) {
        return undefined;
    }
    return declared.ownsControlPlane === false
        ? `the tag ${wanted.tag} back to ${back} in the stack that owns the control plane, then this command again`
        : `${tagsLine(declared.tags, wanted.tag, back)} in ${stackFile}, then ${update}, then this command again`;
}

/** Of a kubeconfig that `KUBECONFIG` names, or of a key or certificate that a kubeconfig does. */
function missingFile(error: unknown): string | undefined {
    return error instanceof Error &&
        "code" in error &&
        error.code === "ENOENT" &&
        "path" in error &&
        typeof error.path === "string"
        ? `the file ${error.path} does not exist`
        : undefined;
}

function isConnection(error: unknown): boolean {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return typeof code === "string" && /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|CERT_|DEPTH_)/.test(code);
}
