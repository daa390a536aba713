// What the engine starts for programs of other languages (`pulumi package add`), named by `main` of package.json; programs
// in TypeScript import the sources, by `exports`. Plain JavaScript, because the engine would compile a TypeScript plugin
// with the options of the program that uses it, or with its own, both older than these sources; and then analyse them
// anew at every preview. Here they are put into one file in memory, and the schema is the one in schema.json.
const Module = require("node:module");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const folder = join(__dirname, "plugin");
const { outputFiles } = buildSync({
    absWorkingDir: folder,
    entryPoints: ["main.ts"],
    outfile: "main.cjs",
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
    // The folder may have been fetched alone, without the settings its own extend.
    tsconfigRaw: {},
    logLevel: "silent",
});
// As if it stood in its folder: it looks for its packages, and for the schema, from there.
const name = join(folder, "main.cjs");
const program = new Module(name, module);
program.filename = name;
program.paths = Module._nodeModulePaths(folder);
program._compile(outputFiles[0].text, name);
