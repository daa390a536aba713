import { readFileSync } from "node:fs";
import { join } from "node:path";
import { styleFor } from "../accessReport/style";
import { runCheck } from "./run";

// npm starts every script in the package's folder; paths are meant from where it was called.
const caller = process.env["INIT_CWD"];
if (process.env["npm_lifecycle_event"] === "policy:check" && caller !== undefined) {
    process.chdir(caller);
}

process.exitCode = runCheck(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    style: styleFor(process.stdout.isTTY, process.env["NO_COLOR"]),
    today: new Date().toISOString().slice(0, 10),
    root: join(__dirname, ".."),
    readInput: () => readFileSync(0, "utf8"),
});
