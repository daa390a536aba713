import { join } from "node:path";
import { runCommandLine } from "./commandLine";
import { type UpOptions, up } from "./deploy/up";

/** `npm run up`: the mesh of one stack, on this machine. */
runCommandLine({
    usage: "npm run up [-- --stack dev|prod] [--home DIR]",
    options: { stack: "dev", home: "" },
    run: async ({ stack, home }, context) => {
        const options: UpOptions = {
            program: context.program,
            stack,
            home: home === "" ? join(context.program, ".lab", stack) : home,
            reporter: context.reporter,
            signal: context.signal,
        };
        process.stdout.write(await up(options));
    },
});
