import { runCi } from "./run";

void main();

async function main(): Promise<void> {
    process.exitCode = await runCi(process.argv.slice(2), {
        environment: process.env,
        fetch,
        today: new Date().toISOString().slice(0, 10),
        out: (text) => process.stdout.write(text),
        err: (text) => process.stderr.write(text),
    });
}
