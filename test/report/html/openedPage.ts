import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { compare } from "../../../report/compare";
import { htmlPage } from "../../../report/html/page";
import { readSide } from "../../../report/read/side";
import type { Side } from "../../../report/side";
import { stackFolder, withEdits } from "../pairs/applyEdits";
import { stackFile, type TextEdit } from "../pairs/pair";

const today = "2026-11-01";

/** The shared stack, and what edits make of it. */
export function sidesOf(edits: readonly TextEdit[]): readonly [Side, Side] {
    return [sideAt(join(stackFolder, stackFile)), withEdits(edits, sideAt)];
}

/** The page of a step between two sides, as `npm run report` writes it. */
export function pageOf(before: Side, after: Side): string {
    return htmlPage(compare(before, after), before, after);
}

/** Opens a page from a file, as somebody does who has downloaded it; what it complains of goes to `complaints`. */
export async function opened(browser: Browser, html: string, complaints: string[]): Promise<Page> {
    const folder = mkdtempSync(join(tmpdir(), "meshwright-page-"));
    const file = join(folder, "report.html");
    writeFileSync(file, html);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (request) => {
        if (request.url() !== pathToFileURL(file).href) {
            complaints.push(`asked for ${request.url()}`);
        }
    });
    await page.goto(pathToFileURL(file).href);
    page.once("close", () => rmSync(folder, { recursive: true }));
    return page;
}

function sideAt(path: string): Side {
    const side = readSide(path, today);
    if (!side.ok) {
        throw new Error(`${path} cannot be read: ${side.problems.map(({ message }) => message).join("; ")}`);
    }
    return { ...side.value, name: stackFile };
}
