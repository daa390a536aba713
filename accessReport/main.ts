import { runAccess } from "./run";
import { styleFor } from "./style";

process.exitCode = runAccess(process.argv.slice(2), new Date().toISOString().slice(0, 10), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    style: styleFor(process.stdout.isTTY, process.env["NO_COLOR"]),
});
