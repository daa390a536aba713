import { expect } from "chai";
import { describePaths } from "../../components/access/describePaths";
import { anyPath, noPath, type PathSet, pathsMatching, pathsWithout } from "../../components/access/pathSet";

const but = (wide: string, ...narrow: readonly string[]): PathSet =>
    pathsWithout(pathsMatching(wide), pathsMatching(...narrow));

describe("a set of paths in words", () => {
    const table: readonly [set: PathSet, words: string][] = [
        [anyPath, "any path"],
        [noPath, "no path"],
        [pathsMatching("/b/*", "/a"), "/a and /b/*"],
        [but("*", "/a", "/b/*"), "any path but /a and /b/*"],
        [
            but("/api/*", "/api/v1/orders", "/api/v1/orders/*"),
            "/api/* but /api/v1/orders and /api/v1/orders/*",
        ],
        [but("/a*", "/a"), "/a* but /a"],
        [pathsMatching("*.html"), "*.html"],
    ];
    for (const [set, words] of table) {
        it(`is ${words}`, () => {
            expect(describePaths(set)).to.equal(words);
        });
    }
});
