// Loaded before every command: `npm run … | head` ends it as it ends other programs, instead of with an error and its
// stack. Node ignores the signal by which a system says that nobody reads any more, and reports a write that failed.
const { constants } = require("node:os");

let isBroken = false;
for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
        if (error.code !== "EPIPE") {
            throw error;
        }
        if (isBroken) {
            return;
        }
        isBroken = true;
        if (process.listenerCount("SIGTERM") === 0) {
            process.exit(128 + constants.signals.SIGPIPE);
        }
        // It may be in the middle of changing something, and knows how to stop.
        process.kill(process.pid, "SIGTERM");
    });
}
