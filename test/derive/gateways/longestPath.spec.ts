import { expect } from "chai";
import fc from "fast-check";
import type { Operation } from "../../../components/graph/model";
import { operationOf } from "../../support/graphs";
import { runs } from "../../support/runs";
import { type Entrance, issuer, Town } from "./entrance";

type Route = Entrance["routes"][number];

const paths = ["/*", "/", "/a", "/a/", "/a/*", "/a/b", "/a/b/*", "/a/b/c", "/ab", "/ab/*", "/b/*"];
const asked = [
    "/",
    "/a",
    "/a/",
    "/a/x",
    "/a/b",
    "/a/b/",
    "/a/b/c",
    "/a/b/c/d",
    "/ab",
    "/ab/",
    "/b",
    "/b/b",
    "/*",
    "/a/*",
];
const hosts = [
    { name: "api", hostname: "api.example.com" },
    { name: "second", hostname: "second.example.com" },
];

const operations = fc
    .array(
        fc.tuple(
            fc.subarray(["GET", "POST"], { minLength: 1 }),
            fc.subarray(paths, { minLength: 1, maxLength: 4 }),
        ),
        {
            minLength: 1,
            maxLength: 3,
        },
    )
    .map((all) => all.map(([methods, own], at) => operationOf(`op${at}`, methods, own)));

/** Routes as the parser lets them through: no two with the same host and path, each with operations within it. */
const entrances = operations.chain((own) =>
    fc
        .uniqueArray(
            fc.record({
                publicHost: fc.constantFrom("api", "second"),
                path: fc.constantFrom(...paths),
                guarded: fc.boolean(),
            }),
            { maxLength: 8, selector: ({ publicHost, path }) => `${publicHost} ${path}` },
        )
        .map((drawn) => ({
            own,
            routes: drawn.flatMap(({ publicHost, path, guarded }): Route[] => {
                const within = own.filter((each) => each.paths.every((inner) => covers(path, inner)));
                const access = guarded ? { token: { issuer: "users", claims: [] } } : { open: "a test" };
                return within.length === 0
                    ? []
                    : [{ publicHost, path, access, operations: within.map(({ name }) => name) }];
            }),
        })),
);

describe("the longest path of a host", function () {
    this.timeout(600_000);

    it("alone decides over a request, at the gateway by host and at the workload behind it", () => {
        fc.assert(
            fc.property(entrances, ({ own, routes }) => {
                const town = new Town({ hosts, routes, operations: own });
                for (const path of asked) {
                    for (const token of [undefined, { issuer, subject: "ann" }]) {
                        const request = { path, method: "GET", ...(token === undefined ? {} : { token }) };
                        const expected = hosts.map(({ name }) =>
                            passes(routes, own, name, path, token !== undefined),
                        );
                        const found = hosts.map(({ hostname }) =>
                            town.atGateway({ ...request, host: hostname }),
                        );
                        expect(found, JSON.stringify(request)).to.deep.equal(expected);
                        const behind = expected.includes("allow") ? "allow" : "deny";
                        expect(town.atShop(request), JSON.stringify(request)).to.equal(behind);
                    }
                }
            }),
            runs(60),
        );
    });
});

/** What the routes say, without any policy in mind. */
function passes(
    routes: readonly Route[],
    own: readonly Operation[],
    host: string,
    path: string,
    hasToken: boolean,
): "allow" | "deny" {
    const [route] = routes
        .filter((each) => each.publicHost === host && matches(each.path, path))
        // `/*` and `/` are equally long: the star stands for nothing. Of the two the exact one is meant.
        .sort(
            (left, right) => lengthOf(right.path) - lengthOf(left.path) || (left.path.endsWith("*") ? 1 : -1),
        );
    const opened = own.some(
        ({ name, methods, paths: inner }) =>
            route?.operations?.includes(name) === true &&
            methods.includes("GET") &&
            inner.some((each) => matches(each, path)),
    );
    return opened && (route?.access?.token === undefined || hasToken) ? "allow" : "deny";
}

function lengthOf(pattern: string): number {
    return pattern.replace(/\*$/, "").length;
}

function matches(pattern: string, path: string): boolean {
    return pattern.endsWith("/*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

function covers(outer: string, inner: string): boolean {
    return inner.endsWith("/*")
        ? outer.endsWith("/*") && inner.startsWith(outer.slice(0, -1))
        : matches(outer, inner);
}
