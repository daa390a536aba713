import { join } from "node:path";
import { enter } from "../../lab/dataplane/enter";

/** `npm run dataplane [-- SPEC…]`: brings the suite's mesh up on real proxies and runs the specs, or those named. */
const named = process.argv.slice(2);
const specs = named.length > 0 ? named : [join(__dirname, "**", "*.spec.ts")];
const mocha = require.resolve("mocha/bin/mocha.js");
const hooks = join(__dirname, "support", "runningLab.ts");
const options = [
    ["--no-config", "--require", require.resolve("tsx"), "--require", hooks],
    // One lab, so one process; its waiting is bounded by the deadline of each `eventually`.
    ["--no-parallel", "--timeout", "120000", "--exit"],
].flat();

void enter([process.execPath, mocha, ...options, ...specs]).then((code) => {
    process.exitCode = code;
});
