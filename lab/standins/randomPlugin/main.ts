import { log, runtime } from "@pulumi/pulumi";
import { main } from "@pulumi/pulumi/provider";
import { randomPlugin, standInNotice } from "./plugin";

/**
 * `pulumi-resource-random` of a lab without a way out: the engine starts it and reads the port it prints. The lab
 * writes the launcher (lab/tools/standInPlugin.ts).
 */
const args = process.argv.slice(2);
// A plugin that makes resources is not told where the engine listens, except on its command line.
const engine = args.find((argument) => !argument.startsWith("-"));
runtime.resetOptions("", "", 1, engine ?? "", "", false, "");
void main(
    randomPlugin((text) => void log.warn(text).catch(() => undefined)),
    args,
);
process.stderr.write(`${standInNotice}\n`);
