import { createReadStream } from "node:fs";
import { runAudit } from "../audit/runAudit";
import { runAccess } from "./run";
import { styleFor } from "./style";

const args = process.argv.slice(2);
const io = {
    out: (text: string) => process.stdout.write(text),
    err: (text: string) => process.stderr.write(text),
    today: new Date().toISOString().slice(0, 10),
    style: styleFor(process.stdout.isTTY, process.env["NO_COLOR"]),
    open: (path: string) => (path === "-" ? process.stdin : createReadStream(path)),
};

if (args[0] === "audit") {
    void runAudit(args.slice(1), io).then((code) => {
        process.exitCode = code;
    });
} else {
    process.exitCode = runAccess(args, io.today, io);
}
