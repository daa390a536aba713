import { runPackage } from "./run";

process.exitCode = runPackage(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
});
