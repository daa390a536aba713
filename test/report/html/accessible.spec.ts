import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { inCatalog, inStack } from "../pairs/pair";
import { launchBrowser } from "./browser";
import { opened, pageOf, sidesOf } from "./openedPage";

const edits = [
    inCatalog("reports", "calls:", "calls:\n  - { from: nightly, service: shop/cart, operations: [read] }"),
    inStack("{ v1: 90, v2: 10 }", "{ v1: 50, v2: 50 }"),
];

/** What a key can reach: of a group of radio buttons the chosen one, from which arrows lead on. */
const reachable =
    "a[href], button, select, summary, [tabindex='0'], input:not([type=radio]), input[type=radio]:checked";

/** Numbers everything that is shown and can be reached, in the order of the page; answers how much that is. */
const numbering = `(() => {
    const all = [...document.querySelectorAll(${JSON.stringify(reachable)})].filter((each) => each.checkVisibility());
    all.forEach((each, index) => each.setAttribute("data-place", index));
    return all.length;
})()`;

/** The number of what has the focus, and the line around it. */
const focused = `(({ outlineStyle, outlineWidth }) =>
    document.activeElement.getAttribute("data-place") + ": " + outlineStyle + " " + outlineWidth
)(getComputedStyle(document.activeElement))`;

/** Colours that are nearer to one behind them than those who see little can tell: 4.5 for words, 3 for edges of controls. */
const tooFaint = `(() => {
    const probe = document.getElementById("probe");
    const light = (name) => {
        probe.style.color = "var(--" + name + ")";
        const parts = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map((each) => each / 255)
            .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const needs = { text: 4.5, faint: 4.5, opens: 4.5, closes: 4.5, changes: 4.5, accent: 4.5, same: 3 };
    const found = ["light", "dark"].flatMap((scheme) => {
        document.documentElement.style.colorScheme = scheme;
        return ["back", "surface", "group"].flatMap((behind) => Object.entries(needs).flatMap(([name, least]) => {
            const [less, more] = [light(name), light(behind)].sort((one, other) => one - other);
            const contrast = (more + 0.05) / (less + 0.05);
            return contrast < least ? [scheme + ": " + name + " on " + behind + " " + contrast.toFixed(2)] : [];
        }));
    });
    probe.style.color = "var(--same)";
    document.documentElement.style.colorScheme = "dark";
    const other = [...document.querySelectorAll("button:not(.link), input[type=search], select")]
        .filter((each) => each.checkVisibility() && getComputedStyle(each).borderTopWidth !== "0px")
        .filter((each) => getComputedStyle(each).borderTopColor !== getComputedStyle(probe).color)
        .map((each) => each.outerHTML);
    probe.style.color = "";
    document.documentElement.style.colorScheme = "";
    return [...found, ...other];
})()`;

/** A node of the tree that assistive technology reads. */
interface AccessibleNode {
    readonly role?: { readonly value?: string };
    readonly name?: { readonly value?: string };
    readonly description?: { readonly value?: string };
    readonly ignored?: boolean;
}

describe("the report's page without eyes or a mouse", () => {
    let browser: Browser | undefined;
    let page: Page;

    before(async function () {
        browser = await launchBrowser();
        if (browser === undefined) {
            this.skip();
        }
        page = await opened(browser, pageOf(...sidesOf(edits)), []);
    });

    beforeEach(async () => {
        await page.reload();
        // The matrix is made when it comes near.
        await page.locator("#matrix").scrollIntoViewIfNeeded();
        await page.locator("#matrix table").waitFor({ state: "attached" });
    });

    after(async () => {
        await page?.close();
        await browser?.close();
    });

    async function tree(): Promise<readonly AccessibleNode[]> {
        const session = await page.context().newCDPSession(page);
        const { nodes } = (await session.send("Accessibility.getFullAXTree")) as {
            readonly nodes: readonly AccessibleNode[];
        };
        return nodes.filter(({ ignored }) => ignored !== true);
    }

    it("is gone through with Tab alone, control by control as they are read, and shows where it is", async () => {
        const expected = (await page.evaluate(numbering)) as number;
        expect(expected).to.be.greaterThan(30);
        const seen: unknown[] = [];
        for (let index = 0; index < expected; index++) {
            await page.keyboard.press("Tab");
            seen.push(await page.evaluate(focused));
        }
        expect(seen).to.deep.equal(Array.from({ length: expected }, (_, index) => `${index}: solid 3px`));
    });

    it("says of every control what it is called, and of those called alike which sentence they belong to", async () => {
        const controls = (await tree()).filter(({ role }) =>
            /^(button|link|checkbox|radio|searchbox|combobox|DisclosureTriangle|application|table|region)$/.test(
                role?.value ?? "",
            ),
        );
        expect(controls.length).to.be.greaterThan(30);
        const nameless = controls.filter(({ name }) => (name?.value ?? "").trim() === "");
        expect(nameless.map(({ role }) => role?.value)).to.deep.equal([]);
        const shows = controls.filter(({ name }) => name?.value === "show in the graph");
        expect(shows.map(({ description }) => description?.value)).to.deep.equal([
            "reports/nightly may now GET /carts/* on shop/cart:8080",
        ]);
    });

    it("has words and controls that stand out from what is behind them, light and dark", async () => {
        expect(await page.evaluate<readonly string[]>(tooFaint)).to.deep.equal([]);
    });

    it("has a place for each of its parts, and headings that leave out no level", async () => {
        const roles = (await tree()).map(({ role }) => role?.value);
        for (const [role, count] of Object.entries({ banner: 1, search: 1, navigation: 1, main: 1 })) {
            expect(roles.filter((each) => each === role)).to.have.length(count);
        }
        const levels = await page
            .locator("h1, h2, h3")
            .evaluateAll((all) => all.map(({ tagName }) => Number(tagName.slice(1))));
        expect(levels.filter((each) => each === 1)).to.have.length(1);
        expect(levels.filter((each, index) => each > (levels[index - 1] ?? 0) + 1)).to.deep.equal([]);
    });

    it("says what opens where something was opened, and how much is found where something is sought", async () => {
        await page
            .getByRole("button", { name: "reports/nightly → shop/cart", exact: true })
            .first()
            .press("Enter");
        const open = await tree();
        expect(open.find(({ role }) => role?.value === "complementary")?.name?.value).to.equal(
            "reports/nightly → shop/cart",
        );
        await page.keyboard.press("Escape");
        await page.getByLabel("Search").fill("nightly");
        expect(await page.locator("[role=status]", { hasText: "sentences fit" }).textContent()).to.equal(
            "1 of 2 sentences fit what is asked for.",
        );
    });
});
