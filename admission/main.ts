import { join } from "node:path";
import { runAdmission } from "./run";

// npm starts every script in the package's folder; paths are meant from where it was called.
const caller = process.env["INIT_CWD"];
if (process.env["npm_lifecycle_event"] === "policy:admission" && caller !== undefined) {
    process.chdir(caller);
}

process.exitCode = runAdmission(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    today: new Date().toISOString().slice(0, 10),
    root: join(__dirname, ".."),
});
