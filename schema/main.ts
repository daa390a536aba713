import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeIstioSchemas } from "./istio";
import { renderComponents, renderReferences, renderSchemas } from "./render";

void main(process.argv.slice(2));

/** `npm run schema`: writes the JSON Schemas that editors complete and check catalogue and stack files with. */
async function main(args: readonly string[]): Promise<void> {
    const [what, ...rest] = args;
    const unknown = what === "istio" ? rest : args;
    if (unknown.length > 0) {
        process.stderr.write(`unknown argument "${unknown[0]}"; istio, or nothing, is allowed\n`);
        process.exitCode = 2;
        return;
    }
    if (what === "istio") {
        process.stdout.write(`${await writeIstioSchemas()}\n`);
        return;
    }
    for (const [name, text] of renderSchemas()) {
        writeFileSync(join(__dirname, name), text);
        process.stdout.write(`schema/${name}\n`);
    }
    for (const [name, text] of renderReferences()) {
        writeFileSync(join(__dirname, "../docs/reference", name), text);
        process.stdout.write(`docs/reference/${name}\n`);
    }
    for (const [path, text] of renderComponents()) {
        writeFileSync(join(__dirname, "..", path), text);
        process.stdout.write(`${path}\n`);
    }
}
