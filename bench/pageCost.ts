import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, CDPSession, Page } from "playwright-core";
import { compare } from "../report/compare";
import { htmlPage } from "../report/html/page";
import { readSide } from "../report/read/side";
import type { Side } from "../report/side";
import { launchBrowser } from "../test/report/html/browser";
import { writeStack } from "./catalogue";
import type { Figure } from "./figure";
import { benchDay } from "./load";

/** What somebody does with the page of a thousand services, in the order in which it is done. */
const actions: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
    "to the whole mesh": (page) => page.selectOption("#extent", "whole"),
    "zooming in": (page) => page.click("#nearer"),
    moving: async (page) => {
        await page.focus("#picture");
        await page.keyboard.press("ArrowLeft");
    },
    searching: (page) => page.fill("#query", "w80"),
    "searching no more": (page) => page.fill("#query", ""),
    "to what was before": (page) => page.check("input[name=side][value=before]"),
    "to one namespace": (page) => page.selectOption("#namespace", "5"),
    "to a call's details": (page) => page.locator("#calls button").first().click(),
};

/**
 * CPU of the page's own thread, for the page of a thousand services in a real browser, against what a reader does not
 * notice: a second until it is there, a tenth for whatever is done with it. No figure where there is no browser.
 */
export async function pageCosts(folder: string): Promise<readonly Figure[]> {
    const browser = await launchBrowser();
    if (browser === undefined) {
        return [];
    }
    try {
        const file = join(folder, "report.html");
        writeFileSync(file, largePage(folder));
        const rounds = [
            await measured(browser, file),
            await measured(browser, file),
            await measured(browser, file),
        ];
        return Object.keys(rounds[0] ?? {}).map((what, index) => ({
            what: `page of 1000 services, ${what}`,
            cost:
                [...rounds.map((each) => each[what] ?? Number.NaN)].sort((left, right) => left - right)[1] ??
                Number.NaN,
            yardstick: index === 0 ? "a second" : "a tenth of a second",
            yardstickCost: index === 0 ? 1 : 0.1,
            allowed: 1,
        }));
    } finally {
        await browser.close();
    }
}

async function measured(browser: Browser, file: string): Promise<Readonly<Record<string, number>>> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const costs: Record<string, number> = {};
    let before = 0;
    const note = async (what: string): Promise<void> => {
        // Two frames: the one that draws, and the one that begins when that is done.
        await page.evaluate(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
        );
        const now = await busy(session);
        costs[what] = now - before;
        before = now;
    };
    await page.goto(pathToFileURL(file).href);
    await note("until it is there");
    for (const [what, act] of Object.entries(actions)) {
        await act(page);
        await note(what);
    }
    await page.close();
    return costs;
}

async function busy(session: CDPSession): Promise<number> {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
}

/** A thousand services, one of which may be called otherwise than before. */
function largePage(folder: string): string {
    const before = writeStack(join(folder, "page-before"), 1_000);
    const after = writeStack(join(folder, "page-after"), 1_000);
    const catalogue = join(dirname(after), "catalog", "team-0010.yaml");
    const text = readFileSync(catalogue, "utf8");
    const changed = text.replaceAll("methods: [GET, HEAD]", "methods: [GET]");
    if (changed === text) {
        throw new Error("internal error: the generated catalogue has no operation that reads");
    }
    writeFileSync(catalogue, changed);
    const [left, right] = [sideAt(before), sideAt(after)];
    return htmlPage(compare(left, right), left, right);
}

function sideAt(path: string): Side {
    const side = readSide(path, benchDay);
    if (!side.ok) {
        throw new Error("internal error: the generated stack has problems");
    }
    return side.value;
}
