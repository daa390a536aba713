#!/usr/bin/env node
// Plain JavaScript without dependencies: this is what makes everything else runnable in a fresh clone.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeProblem } from "./nodeVersion.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Command to the program it runs and what a person needs to know to choose it. */
const commands = {
    up: [
        "lab/up.ts",
        "[--stack NAME] [--home DIR]: start the lab and bring a stack up in it, dev when none is named",
    ],
    down: ["lab/down.ts", "[--stack NAME] [--home DIR]: destroy the stack and stop the lab"],
    lab: ["lab/lab.ts", "up | down | status | kubeconfig | logs: the control plane alone"],
    dataplane: [
        "test/dataplane/main.ts",
        "[SPEC…]: a small mesh on real Envoys, and what it must do (root, Linux)",
    ],
    synth: ["synth/main.ts", "--stack NAME --out DIR: write every derived object as YAML"],
    access: [
        "accessReport/main.ts",
        "--stack NAME [--from A] [--to B] [--json], or audit: who may call whom, from the objects",
    ],
    revisions: [
        "upgrades/main.ts",
        "status | plan | restart --tag T: control planes, who uses them, the next safe step",
    ],
    "policy:check": [
        "policyCheck/main.cjs",
        "[--env ENV] [--json|--sarif] PATH…: the rules of the policy pack over YAML, without engine or cluster",
    ],
    report: [
        "report/main.cjs",
        "--base BEFORE --head AFTER [--markdown F] [--json F] [--html F]: what a change means, in sentences",
    ],
    "policy:admission": [
        "admission/main.ts",
        "[--env ENV] [--out FOLDER]: the rules an API server can ask by itself, as admission policies",
    ],
    ci: [
        "ci/main.ts",
        "gather | comment | drift: what the workflows do, for any CI, and dry on recorded answers",
    ],
    package: [
        "packaging/main.ts",
        "--out DIR: the npm package of the components and the policy pack, as published",
    ],
    schema: ["schema/main.ts", "write the JSON Schemas of catalogue and stack files"],
    bench: [
        "bench/main.ts",
        "measure derivation, synth, policy:check and previews with the pack, each against a yardstick",
    ],
};

/** Those with more to say about their arguments than a line; the others must not begin to work when asked for help. */
const explainThemselves = [
    "synth",
    "access",
    "revisions",
    "policy:check",
    "report",
    "policy:admission",
    "ci",
    "package",
];

/** Most of what a stack is made of stays until the end; by default it is copied several times on the way there. */
const roomForYoungObjects = ["--max-semi-space-size=64"];

process.exitCode = await main(process.argv.slice(2));

/** @param {readonly string[]} argv */
async function main([name, ...args]) {
    const unsuitable = nodeProblem(process.versions.node);
    if (unsuitable) {
        return fail(unsuitable, 1);
    }
    if (name === undefined || !Object.hasOwn(commands, name)) {
        const problem = name === undefined ? [] : [`unknown command "${name}"`];
        return fail([...problem, usage(Object.keys(commands))].join("\n"), 2);
    }
    if (!explainThemselves.includes(name) && (args.includes("--help") || args.includes("-h"))) {
        process.stdout.write(`${usage([name])}\n`);
        return 0;
    }
    // Not before the check: an old Node could fail to load these, and say something nobody understands.
    const { ensureDependencies, InstallProblem } = await import("./dependencies.mjs");
    const { runForwarding } = await import("./runForwarding.mjs");
    try {
        await ensureDependencies(root);
    } catch (error) {
        if (error instanceof InstallProblem) {
            return fail(error.message, error.exitCode);
        }
        throw error;
    }
    const [entry] = commands[name];
    const loader = entry.endsWith(".ts")
        ? ["--require", createRequire(join(root, "package.json")).resolve("tsx")]
        : [];
    const { code } = await runForwarding(process.execPath, [
        ...roomForYoungObjects,
        "--require",
        join(root, "lab", "bin", "brokenPipe.cjs"),
        ...loader,
        join(root, entry),
        ...args,
    ]);
    return code;
}

/** @param {readonly string[]} names */
function usage(names) {
    const width = Math.max(...names.map(({ length }) => length));
    const lines = names.map((each) => `  npm run ${each.padEnd(width)}  ${commands[each][1]}`);
    return ["usage: npm run COMMAND [-- ARGUMENTS]", ...lines].join("\n");
}

/**
 * @param {string} message
 * @param {number} code
 */
function fail(message, code) {
    process.stderr.write(`${message}\n`);
    return code;
}
