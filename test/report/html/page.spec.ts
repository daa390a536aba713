import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { inCatalog } from "../pairs/pair";
import { launchBrowser } from "./browser";
import { opened, pageOf, sidesOf } from "./openedPage";

const edits = [
    inCatalog("reports", "calls:", "calls:\n  - { from: nightly, service: shop/cart, operations: [read] }"),
    inCatalog("reports", "  - { from: nightly, service: money/payments, operations: [list] }\n", ""),
];

describe("the report's page in a browser", () => {
    const complaints: string[] = [];
    let browser: Browser | undefined;
    let page: Page;

    before(async function () {
        browser = await launchBrowser();
        if (browser === undefined) {
            this.skip();
        }
        page = await opened(browser, pageOf(...sidesOf(edits)), complaints);
    });

    beforeEach(async () => {
        await page.reload();
    });

    after(async () => {
        await page?.close();
        await browser?.close();
    });

    const edge = (name: string) => page.locator("#calls").getByRole("button", { name, exact: true });
    const details = () => page.locator("#details");

    it("shows verdict and sentences, asks the network for nothing and breaks no rule of its own", async () => {
        expect(await page.getByRole("heading", { level: 1 }).textContent()).to.equal(
            "1 pair may call more, 1 pair may call less",
        );
        expect(await page.locator("#sentences li[data-effect=opens]").textContent()).to.contain(
            "reports/nightly may now GET /carts/* on shop/cart:8080",
        );
        expect(complaints).to.deep.equal([]);
    });

    it("is found through by words, in sentences and calls alike, and says how much is left", async () => {
        await page.getByLabel("Search").fill("nightly carts");
        expect(await page.locator("#sentences li[data-effect]:visible").count()).to.equal(1);
        expect(await page.locator("#found").textContent()).to.equal(
            "1 of 2 sentences fit what is asked for.",
        );
        expect(await page.locator("#calls tr").count()).to.equal(1);
        expect(await page.locator("#calls-count").textContent()).to.equal(
            "1 pair of caller and callee, of which 1 changes.",
        );
        expect(await page.locator("#no-sentence").isVisible()).to.equal(false);
        await page.getByLabel("Search").fill("nobody");
        expect(await page.locator("#no-sentence").isVisible()).to.equal(true);
    });

    it("has in its table what opens before what closes, and both before what stays", async () => {
        await page.selectOption("#extent", "whole");
        const changes = await page.locator("#calls td:nth-child(2)").allTextContents();
        expect(changes.slice(0, 3)).to.deep.equal(["opens", "closes", "stays"]);
    });

    it("leaves out effects that are not wanted, and has everything again at one click", async () => {
        await page.getByLabel("opens").uncheck();
        expect(
            await page.locator("#sentences li[data-effect]:visible .mark").allTextContents(),
        ).to.deep.equal(["closes"]);
        expect(await edge("reports/nightly → shop/cart").count()).to.equal(0);
        await page.getByRole("button", { name: "Everything" }).click();
        expect(await edge("reports/nightly → shop/cart").count()).to.equal(1);
    });

    it("tells of a call on what terms it passed and passes, which objects allow it and whose they are", async () => {
        await edge("reports/nightly → shop/cart").click();
        const told = (await details().textContent()) ?? "";
        expect(told).to.match(/Before\s*No call passes\.\s*After\s*GET \/carts\/\*, port 8080/);
        expect(told).to.match(/allowed by AuthorizationPolicy shop\/cart, rules\[\d\] \(owners: /);
        expect(await details().locator("pre").allTextContents()).to.satisfy((texts: readonly string[]) =>
            texts.some((text) => text.includes("kind: AuthorizationPolicy") && text.includes("/carts/*")),
        );
    });

    it("tells which entries of the catalogue ask for a call, so that whoever reads it knows where to change it", async () => {
        await edge("reports/nightly → shop/cart").click();
        expect(await details().locator(".asked li").allTextContents()).to.deep.equal([
            "catalog/reports.yaml, calls[0]{from: nightly, service: shop/cart, operations: [read]}",
            "catalog/shop.yaml, services.cart.accepts[1]{from: reports/nightly, operations: [read]}",
            "catalog/shop.yaml, services.cart.operations.readGET /carts/*",
        ]);
        await edge("reports/nightly → money/payments").click();
        expect(await details().textContent()).to.match(
            /Before.*catalog\/reports\.yaml, calls\[0\].*After\s*No call passes/s,
        );
    });

    it("shows of what passes no longer the rule that let it through, which is gone from the policy", async () => {
        await edge("reports/nightly → money/payments").click();
        const rule = await details().locator(".reasons pre").first().textContent();
        expect(rule).to.match(/kind: AuthorizationPolicy[\s\S]*rules:[\s\S]*sa\/nightly[\s\S]*\/charges/);
    });

    it("is walked through with keys: a call is opened and closed, and the focus comes back", async () => {
        await edge("reports/nightly → shop/cart").focus();
        await page.keyboard.press("Enter");
        expect(await focused(page)).to.equal("reports/nightly → shop/cart");
        expect(await details().isVisible()).to.equal(true);
        await page.keyboard.press("Escape");
        expect(await details().isVisible()).to.equal(false);
        expect(await page.evaluate("document.activeElement.closest('#calls') !== null")).to.equal(true);
    });

    it("has before only what passed before, and after only what passes after", async () => {
        await page.getByLabel("before", { exact: true }).check();
        expect(await edge("reports/nightly → shop/cart").count()).to.equal(0);
        expect(await edge("reports/nightly → money/payments").count()).to.equal(1);
        await page.getByLabel("after", { exact: true }).check();
        expect(await edge("reports/nightly → shop/cart").count()).to.equal(1);
        expect(await edge("reports/nightly → money/payments").count()).to.equal(0);
    });

    it("shows what changes first, and the whole mesh when it is asked to", async () => {
        const around = await page.locator("#calls tr").count();
        await page.locator("#extent").selectOption("whole");
        expect(await page.locator("#calls tr").count()).to.be.greaterThan(around);
        await page.getByLabel("Namespace").selectOption("money");
        for (const name of await page.locator("#calls th").allTextContents()) {
            expect(name).to.contain("money/");
        }
    });

    it("leads from a sentence to its calls alone, and back", async () => {
        await page.locator("#sentences li[data-effect=opens] .show").click();
        expect(await page.locator("#calls th").allTextContents()).to.deep.equal([
            "reports/nightly → shop/cart",
        ]);
        await page.getByRole("button", { name: "Show the others again" }).click();
        expect(await page.locator("#calls tr").count()).to.be.greaterThan(1);
    });

    it("is clicked in the picture: the line of the only call shown opens it", async () => {
        await page.locator("#sentences li[data-effect=opens] .show").click();
        const box = await page.locator("#picture").boundingBox();
        if (box === null) {
            throw new Error("the picture has no place");
        }
        await page.locator("#picture").click({ position: { x: box.width / 2, y: box.height / 2 } });
        expect(await page.locator("#details-title").textContent()).to.equal("reports/nightly → shop/cart");
    });

    it("draws something else when it is moved and zoomed with keys, and the same again as a whole", async () => {
        const drawn = async (): Promise<string> => {
            await page.evaluate("new Promise(requestAnimationFrame)");
            return page.evaluate<string>("document.getElementById('picture').toDataURL()");
        };
        await page.locator("#picture").focus();
        const whole = await drawn();
        await page.keyboard.press("+");
        const near = await drawn();
        await page.keyboard.press("ArrowLeft");
        const aside = await drawn();
        expect(new Set([whole, near, aside]).size).to.equal(3);
        await page.keyboard.press("0");
        expect(await drawn()).to.equal(whole);
    });

    it("has a matrix whose cells say in words what they mean and open their call", async () => {
        await page.locator("#matrix").scrollIntoViewIfNeeded();
        await page.getByRole("button", { name: "reports/nightly to shop/cart: 1 pair, 1 opens" }).click();
        expect(await page.locator("#details-title").textContent()).to.equal("reports/nightly → shop/cart");
    });

    it("follows the system's colours until one is chosen, in the picture too", async () => {
        const back = () => page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
        await page.emulateMedia({ colorScheme: "light" });
        const light = await back();
        await page.emulateMedia({ colorScheme: "dark" });
        const dark = await back();
        expect(dark).to.not.equal(light);
        await page.getByRole("button", { name: /^Colours/ }).click();
        expect(await back()).to.equal(light);
        await page.emulateMedia({ colorScheme: null });
    });

    it("has a picture in which names can be read where the system forces its colours", async () => {
        await page.emulateMedia({ forcedColors: "active" });
        await page.locator("#picture").scrollIntoViewIfNeeded();
        // Most of a picture is what names stand on, and that is the colour of what lies behind everything.
        expect(await page.evaluate<boolean>(mostlyBack)).to.equal(true);
        await page.emulateMedia({ forcedColors: null });
    });

    it("has above each column of its matrix the name that tells it from others, whatever its namespace is called", async () => {
        await page.locator("#matrix").scrollIntoViewIfNeeded();
        const heads = page.locator("#matrix thead th");
        expect(await heads.first().locator("small").textContent()).to.match(/\/$/);
        const cut = await page.evaluate(
            "[...document.querySelectorAll('#matrix thead th span')].filter((each) => each.scrollHeight > each.clientHeight).length",
        );
        expect(cut).to.equal(0);
    });

    it("gives everything that can be pressed or typed into a name", async () => {
        const nameless =
            await page.evaluate(`[...document.querySelectorAll("button, input, select, canvas, [role=region]")]
            .filter((each) => !(each.getAttribute("aria-label") || each.getAttribute("aria-labelledby")
                || each.labels?.length || each.textContent.trim()))
            .map((each) => each.outerHTML)`);
        expect(nameless).to.deep.equal([]);
    });

    it("fits a narrow window without a bar to scroll it sideways", async () => {
        await page.setViewportSize({ width: 360, height: 700 });
        const [wide, room] = (await page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
        )) as [number, number];
        expect(wide).to.be.at.most(room);
        // Names stay where they are while the cells beside them are moved.
        await page.selectOption("#extent", "whole");
        await page.locator("#matrix").scrollIntoViewIfNeeded();
        const names = await page.locator("#matrix tbody th").first().boundingBox();
        expect(names?.width).to.be.within(100, 180);
        await page.setViewportSize({ width: 1280, height: 900 });
    });

    it("prints every sentence and the picture's table, and no controls", async () => {
        await page.emulateMedia({ media: "print" });
        expect(await page.locator("#sentences li[data-effect]:visible").count()).to.equal(2);
        expect(await page.locator("#filters").isVisible()).to.equal(false);
        expect(await page.locator("#calls tr:visible").count()).to.be.greaterThan(0);
        await page.emulateMedia({ media: null });
    });

    it("never complained in all of this", () => {
        expect(complaints).to.deep.equal([]);
    });
});

/** Whether within the boxes of the picture there is more of its background's colour than of any other. */
const mostlyBack = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const canvas = document.getElementById("picture");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] === 255) {
            const colour = "rgb(" + [data[at], data[at + 1], data[at + 2]].join(", ") + ")";
            counts.set(colour, (counts.get(colour) ?? 0) + 1);
        }
    }
    const [most] = [...counts].sort((left, right) => right[1] - left[1])[0];
    done(most === getComputedStyle(canvas).backgroundColor);
})))`;

function focused(page: Page): Promise<string> {
    return page.evaluate<string>("document.activeElement.textContent");
}
