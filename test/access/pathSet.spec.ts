import { expect } from "chai";
import fc from "fast-check";
import {
    anyPath,
    commonPaths,
    hasPath,
    noPath,
    type PathSet,
    pathsMatching,
    pathsWithout,
    samePaths,
    unionOfPaths,
} from "../../components/access/pathSet";

const numRuns = process.env["TEST_DEPTH"] === "full" ? 5_000 : 300;

/** Every string over three characters that matchers use and one that none does, up to a length none exceeds. */
const strings = allStrings(["/", "a", "b", "~"], 5);

function allStrings(characters: readonly string[], length: number): readonly string[] {
    const shorter = length === 0 ? [] : allStrings(characters, length - 1);
    return length === 0 ? [""] : ["", ...characters.flatMap((first) => shorter.map((rest) => first + rest))];
}

/** What Istio documents a value to match, written without any automaton. */
function matches(value: string, path: string): boolean {
    if (value === "*") {
        return true;
    }
    if (value.startsWith("*")) {
        return path.endsWith(value.slice(1));
    }
    return value.endsWith("*") ? path.startsWith(value.slice(0, -1)) : path === value;
}

interface Described {
    readonly set: PathSet;
    readonly has: (path: string) => boolean;
}

const literal = fc.string({ unit: fc.constantFrom("/", "a", "b"), minLength: 1, maxLength: 3 });
const value = fc.oneof(
    literal,
    literal.map((text) => `${text}*`),
    literal.map((text) => `*${text}`),
    fc.constant("*"),
);
const described: fc.Arbitrary<Described> = fc.letrec<{ set: Described }>((tie) => ({
    set: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        value.map((text) => ({ set: pathsMatching(text), has: (path: string) => matches(text, path) })),
        fc
            .tuple(tie("set"), tie("set"), fc.constantFrom("union", "common", "without"))
            .map(([left, right, operation]): Described => {
                switch (operation) {
                    case "union":
                        return {
                            set: unionOfPaths(left.set, right.set),
                            has: (path) => left.has(path) || right.has(path),
                        };
                    case "common":
                        return {
                            set: commonPaths(left.set, right.set),
                            has: (path) => left.has(path) && right.has(path),
                        };
                    default:
                        return {
                            set: pathsWithout(left.set, right.set),
                            has: (path) => left.has(path) && !right.has(path),
                        };
                }
            }),
    ),
})).set;

describe("sets of paths", () => {
    const table: readonly [value: string, matching: readonly string[], others: readonly string[]][] = [
        ["/a", ["/a"], ["/a/", "/A", "/", "/ab"]],
        ["/a/*", ["/a/", "/a/b", "/a/b/c"], ["/a", "/ab", "/"]],
        ["/a*", ["/a", "/ab", "/a/b"], ["/", "/b"]],
        ["*.html", ["/x.html", "/a/.html.html"], ["/x.html2", "/x.htm", "/html"]],
        ["*", ["/", "/anything", "*"], []],
        ["/a/*/b", ["/a/*/b"], ["/a/x/b", "/a//b"]],
    ];
    for (const [text, matching, others] of table) {
        it(`match ${text} as Istio does`, () => {
            const set = pathsMatching(text);
            expect(matching.filter((path) => !hasPath(set, path))).to.deep.equal([]);
            expect(others.filter((path) => hasPath(set, path))).to.deep.equal([]);
        });
    }

    it("hold exactly the paths their expression says", () => {
        fc.assert(
            fc.property(described, ({ set, has }) => {
                expect(strings.filter((path) => hasPath(set, path))).to.deep.equal(strings.filter(has));
            }),
            { numRuns },
        );
    });

    it("are equal exactly when they hold the same paths", () => {
        const length = 8;
        // Products of these few small matchers tell two different sets apart within so many characters.
        const telling = allStrings(["/", "a", "~"], length);
        const small = fc.string({ unit: fc.constantFrom("/", "a"), minLength: 1, maxLength: 2 });
        const expression = fc
            .tuple(small, small, fc.constantFrom("", "*"), fc.constantFrom("", "*"), fc.nat(2))
            .map(([first, second, before, after, operation]) => {
                const left = pathsMatching(`${before}${first}`);
                const right = pathsMatching(`${second}${after}`);
                return [unionOfPaths, commonPaths, pathsWithout][operation]?.(left, right) ?? noPath;
            });
        fc.assert(
            fc.property(expression, expression, (left, right) => {
                const alike = telling.every((path) => hasPath(left, path) === hasPath(right, path));
                expect(samePaths(left, right)).to.equal(alike);
            }),
            { numRuns },
        );
    });

    it("have one form however they are built", () => {
        const prefix = pathsMatching("/a*");
        expect(unionOfPaths(pathsMatching("/a"), prefix)).to.deep.equal(prefix);
        expect(commonPaths(pathsMatching("*a"), pathsMatching("*ba"))).to.deep.equal(pathsMatching("*ba"));
        expect(unionOfPaths(pathsWithout(anyPath, pathsMatching("*a")), pathsMatching("*a"))).to.equal(
            anyPath,
        );
        expect(commonPaths(pathsMatching("/a"), pathsMatching("/b"))).to.equal(noPath);
        expect(unionOfPaths(pathsWithout(prefix, pathsMatching("/ab")), pathsMatching("/ab"))).to.deep.equal(
            prefix,
        );
    });
});
