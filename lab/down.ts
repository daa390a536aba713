import { join } from "node:path";
import { runCommandLine } from "./commandLine";
import { down } from "./deploy/down";

/** `npm run down`: destroys the stack and stops everything `npm run up` started. */
runCommandLine({
    usage: "npm run down [-- --stack dev|prod] [--home DIR]",
    options: { stack: "dev", home: "" },
    run: async ({ stack, home }, context) => {
        process.stdout.write(
            await down({
                program: context.program,
                stack,
                home: home === "" ? join(context.program, ".lab", stack) : home,
                reporter: context.reporter,
                signal: context.signal,
            }),
        );
    },
});
