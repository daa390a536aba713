import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** The program and the style of a page, each as one text. */
export interface Bundle {
    readonly script: string;
    readonly style: string;
}

/** In this order: what holds for a window or for paper overrides what holds for all. */
const styles = ["page.css", "parts.css", "media.css"];

/** Built when a page is written: it is a matter of milliseconds, and nothing built can be forgotten. */
export function bundle(): Bundle {
    const folder = clientFolder();
    const { outputFiles } = buildSync({
        entryPoints: [join(folder, "main.ts")],
        bundle: true,
        write: false,
        minify: true,
        format: "iife",
        target: "es2022",
        charset: "ascii",
        tsconfigRaw: "{}",
        logLevel: "silent",
    });
    return {
        script: (outputFiles[0]?.text ?? "").trim(),
        style: styles.map((each) => readFileSync(join(folder, "style", each), "utf8").trim()).join("\n"),
    };
}

/** The command runs as one file that stands in `report`, everybody else's modules where they were written. */
function clientFolder(): string {
    const beside = join(__dirname, "client");
    return existsSync(beside) ? beside : join(__dirname, "html", "client");
}
