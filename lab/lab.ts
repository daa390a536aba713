import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { didYouMean } from "../components/suggestion";
import { formatStatus, labKubeconfig, labLogs, labStatus, requiredTools, startLab, stopLab } from "./cluster";
import { type LabCommand, labUsage, readLabCommand } from "./cluster/commandWords";
import { consoleReporter, type Reporter } from "./reporter";
import { ensureTools, Interrupted, kwokStages } from "./tools";

const exitCodes = { healthy: 0, degraded: 1, stopped: 3, stale: 4 } as const;

/** `npm run lab`: the control plane alone, without a stack. */
async function main(words: readonly string[]): Promise<number> {
    const command = readLabCommand(words);
    if (typeof command === "string") {
        process.stderr.write(`${command}\n\n${labUsage}\n`);
        return 2;
    }
    const home = resolve(command.home.folder ?? join(__dirname, "..", ".lab", command.home.name));
    const interrupted = abortOnSignals();
    switch (command.command) {
        case "up":
            return up(home, consoleReporter(), interrupted);
        case "down":
            return down(home, command, consoleReporter());
        case "status":
            return status(home, command.json);
        case "kubeconfig":
            return kubeconfig(home, command.raw);
        case "logs":
            return logs(home, command, interrupted);
    }
}

async function up(home: string, reporter: Reporter, signal: AbortSignal): Promise<number> {
    reporter.phase("Tools");
    const tools = await ensureTools(requiredTools, reporter, signal);
    const stages = await kwokStages(reporter, signal);
    reporter.phase("Control plane");
    const lab = await startLab({ home, tools, stages, reporter, signal });
    reporter.done(lab.startedByUs ? `running at ${lab.server}` : `already runs at ${lab.server}`);
    process.stdout.write(`\n${formatStatus(await labStatus(home), new Date())}`);
    return 0;
}

async function down(home: string, { keep }: { readonly keep: boolean }, reporter: Reporter): Promise<number> {
    const report = await stopLab(home, reporter, { keep });
    if (report.killed.length > 0) {
        reporter.warn(`had to be killed: ${report.killed.join(", ")}`);
    }
    const data = report.removed ? "its data is removed" : keep ? "its data is kept" : "there was no data";
    reporter.done(report.stopped.length > 0 ? `stopped; ${data}` : `nothing was running; ${data}`);
    return 0;
}

async function status(home: string, json: boolean): Promise<number> {
    const found = await labStatus(home);
    process.stdout.write(json ? `${JSON.stringify(found, undefined, 4)}\n` : formatStatus(found, new Date()));
    return exitCodes[found.condition];
}

function kubeconfig(home: string, raw: boolean): number {
    const path = labKubeconfig(home);
    if (path === undefined) {
        process.stderr.write("this lab has not been started; start it: npm run lab -- up\n");
        return exitCodes.stopped;
    }
    process.stdout.write(raw ? readFileSync(path, "utf8") : `${path}\n`);
    if (process.stdout.isTTY && !raw) {
        process.stderr.write("use it: export KUBECONFIG=$(npm run -s lab -- kubeconfig)\n");
    }
    return 0;
}

async function logs(
    home: string,
    command: Extract<LabCommand, { command: "logs" }>,
    signal: AbortSignal,
): Promise<number> {
    const all = labLogs(home);
    if (all.names.length === 0) {
        process.stderr.write("there are no logs: this lab has not been started\n");
        return exitCodes.stopped;
    }
    const { process: word, follow, lines } = command;
    const chosen =
        word === undefined ? all.names.filter((name) => !name.endsWith(".previous")) : all.matching(word);
    if (chosen.length === 0) {
        const known = `there are: ${all.names.join(", ")}`;
        process.stderr.write(`no log of "${word}"${didYouMean(word ?? "", all.names)}; ${known}\n`);
        return 2;
    }
    const print = (name: string, text: string) =>
        process.stdout.write(chosen.length === 1 ? text : text.replace(/^(?=.)/gm, `${name} | `));
    for (const name of chosen) {
        const tail = all.tail(name, chosen.length === 1 ? lines : Math.min(lines, 20));
        print(name, tail === "" ? "" : `${tail}\n`);
    }
    if (follow) {
        await all.follow(chosen, print, signal);
    }
    return 0;
}

function abortOnSignals(): AbortSignal {
    const controller = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, () => controller.abort(new Interrupted(signal)));
    }
    return controller.signal;
}

function explain(error: unknown): number {
    if (error instanceof Interrupted) {
        process.stderr.write("\nInterrupted: nothing that this command started is left running.\n");
        return error.exitCode;
    }
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
}

main(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => process.exit(explain(error)),
);
