import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderSchemas } from "./render";

/** `npm run schema`: writes the JSON Schemas that editors complete and check catalogue and stack files with. */
for (const [name, text] of renderSchemas()) {
    writeFileSync(join(__dirname, name), text);
    process.stdout.write(`schema/${name}\n`);
}
