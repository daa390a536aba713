// `npm test`: types, lint, fast tests, then the lab. Plain JavaScript, because it also installs what it needs.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "../lab/bin/dependencies.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const flags = new Set(process.argv.slice(2));
const totals = { passed: 0, failed: 0 };

await ensureDependencies(root);

const local = (name) => join(root, "node_modules", ".bin", name);
const checks = [
    ["types", local("tsc"), ["--noEmit"]],
    ["types of the report's page", local("tsc"), ["--noEmit", "-p", "report/html/client"]],
    ["lint and format", local("biome"), ["check", "."]],
];
for (const [title, command, args] of checks) {
    await check(title, command, args);
}
await mocha("fast tests", [
    "--jobs",
    `${availableParallelism()}`,
    // Twenty times the cases take longer than anything that only hangs is left alone for.
    ...(process.env.TEST_DEPTH === "full" ? ["--timeout", "1800000"] : []),
    "--ignore",
    "test/lab/**",
    "--ignore",
    "test/dataplane/**",
    "test/**/*.spec.ts",
]);
if (!flags.has("--fast") && totals.failed === 0) {
    // One after the other: they share two cores with a control plane. Order: cheapest first.
    await specs("real Envoys", process.execPath, ["--require", "tsx", "test/dataplane/main.ts"]);
    await mocha("the lab", [
        "--no-config",
        "--require",
        "tsx",
        "--require",
        "./test/support/drawFromSeed.ts",
        "--jobs",
        "1",
        "--timeout",
        "0",
        "test/lab/**/*.spec.ts",
    ]);
} else if (!flags.has("--fast")) {
    console.log("\nThe lab was not started, because a faster test failed first.");
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;

async function check(title, command, args) {
    console.log(`\n── ${title}`);
    const { code } = await run(command, args);
    count(code === 0 ? 1 : 0, code === 0 ? 0 : 1);
    console.log(code === 0 ? `${title}: clean` : `${title}: see above`);
}

function mocha(title, args) {
    return specs(title, local("mocha"), args);
}

/** A command that ends as mocha does; one that says why it was skipped counts as nothing. */
async function specs(title, command, args) {
    console.log(`\n── ${title}`);
    const environment = flags.has("--update-golden") ? { UPDATE_GOLDEN: "1" } : {};
    const { code, output } = await run(command, args, environment);
    const passed = number(output, /(\d+) passing/);
    const failed = number(output, /(\d+) failing/);
    // A runner that breaks down counts as a failure, however many tests it ran before.
    count(passed, code !== 0 && failed === 0 ? 1 : failed);
}

function count(passed, failed) {
    totals.passed += passed;
    totals.failed += failed;
}

function number(text, pattern) {
    return Number(pattern.exec(text)?.[1] ?? 0);
}

function run(command, args, environment = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, {
            cwd: root,
            env: { ...process.env, ...environment },
            stdio: ["ignore", "pipe", "inherit"],
        });
        let output = "";
        child.stdout.setEncoding("utf8").on("data", (chunk) => {
            output += chunk;
            process.stdout.write(chunk);
        });
        for (const signal of ["SIGINT", "SIGTERM"]) {
            process.once(signal, () => child.kill(signal));
        }
        child.once("error", reject);
        child.once("close", (code) => resolve({ code: code ?? 1, output }));
    });
}
