import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
];
const places = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The program of a browser that this machine has: `CHROME_PATH`, or a well-known name; undefined where there is none. */
export function browserProgram(environment: NodeJS.ProcessEnv = process.env): string | undefined {
    const { CHROME_PATH: chosen, PATH: path = "" } = environment;
    const onPath = names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)));
    return [...(chosen === undefined ? [] : [chosen]), ...onPath, ...places].find(isProgram);
}

/** A browser, or a loud word that nothing was tried in one. */
export async function launchBrowser(): Promise<Browser | undefined> {
    const program = browserProgram();
    if (program === undefined) {
        console.error(
            "SKIPPED the report's page in a browser: none was found; install chromium, or name one in CHROME_PATH",
        );
        return undefined;
    }
    // Chromium does not sandbox what root starts, and refuses to start without being told.
    const isRoot = process.getuid?.() === 0;
    return chromium.launch({ executablePath: program, args: isRoot ? ["--no-sandbox"] : [] });
}

function isProgram(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
