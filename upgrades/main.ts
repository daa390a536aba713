import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { styleFor } from "../accessReport/style";
import { readCluster } from "../components/liveCluster";
import { liveRestartCluster } from "./restart/liveRestartCluster";
import { runRevisions } from "./run";
import { runningLab } from "./whichCluster";

/** Milliseconds between two looks at a workload. */
const interval = 1000;

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
        if (interrupted.signal.aborted) {
            // Asked twice: whoever waits for a server that does not answer need not wait any longer.
            process.exit(130);
        }
        interrupted.abort();
    });
}

void runRevisions(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    style: styleFor(process.stdout.isTTY, process.env["NO_COLOR"]),
    today: new Date().toISOString().slice(0, 10),
    lab: (stack) => runningLab(dirname(__dirname), stack),
    read: readCluster,
    connect: liveRestartCluster,
    now: Date.now,
    pause: () => wait(interval, undefined, { signal: interrupted.signal }),
    signal: interrupted.signal,
}).then((code) => {
    process.exitCode = code;
});
