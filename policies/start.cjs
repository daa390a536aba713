// What the engine runs for every pack here, and what policy:check and the report start with. The engine would compile a TypeScript pack
// file by file, types and all, with the options of the program that is judged: seconds of processor time, and a pack
// that fails to start under options older than its sources. Plain JavaScript is run as it is, so the sources are put
// into one file here, kept under node_modules, and used as long as each of them is word for word the one it was made
// of. It needs no build step, and none of its folders need be writable.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");

/**
 * @param {string} folder of the program
 * @param {string} entry its first file
 */
module.exports = function start(folder, entry) {
    const kept = join(dirname(dirname(require.resolve("tsx/package.json"))), ".cache", "meshwright-policies");
    const file = join(
        kept,
        `${createHash("sha256").update(join(folder, entry)).digest("hex").slice(0, 16)}.json`,
    );
    const { code } = current(file) ?? bundle(folder, entry, file);
    // As if it stood in its folder: it looks for its packages, and for its own files, from there.
    const name = join(folder, entry.replace(/ts$/, "cjs"));
    const program = new Module(name, module);
    program.filename = name;
    program.paths = Module._nodeModulePaths(folder);
    program._compile(code, name);
};

/** @param {string} file */
function current(file) {
    try {
        const before = JSON.parse(readFileSync(file, "utf8"));
        const isSame = Object.entries(before.sources).every(([path, digest]) => digestOf(path) === digest);
        return isSame ? before : undefined;
    } catch {
        return undefined;
    }
}

/**
 * @param {string} folder
 * @param {string} entry
 * @param {string} file
 */
function bundle(folder, entry, file) {
    const { buildSync } = Module.createRequire(require.resolve("tsx/package.json"))("esbuild");
    const result = buildSync({
        absWorkingDir: folder,
        entryPoints: [entry],
        outfile: "bundle.cjs",
        bundle: true,
        write: false,
        metafile: true,
        platform: "node",
        format: "cjs",
        target: "node20",
        // The engine's own, of which the process has one already; and what brings a program of its own along.
        external: ["@pulumi/*", "esbuild"],
        logLevel: "silent",
    });
    const paths = Object.keys(result.metafile.inputs).map((each) => join(folder, each));
    const made = {
        sources: Object.fromEntries([__filename, ...paths].map((path) => [path, digestOf(path)])),
        code: result.outputFiles[0].text,
    };
    keep(file, JSON.stringify(made));
    return made;
}

/**
 * Whole or not at all, since previews run beside each other; where it cannot be kept, it is made again.
 * @param {string} file
 * @param {string} text
 */
function keep(file, text) {
    try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(`${file}.${process.pid}`, text);
        renameSync(`${file}.${process.pid}`, file);
    } catch {}
}

/** @param {string} path */
function digestOf(path) {
    return createHash("sha256").update(readFileSync(path)).digest("hex");
}
