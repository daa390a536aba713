import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

interface LockedPackage {
    readonly version?: string;
    readonly resolved?: string;
    readonly link?: boolean;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync(join(__dirname, "..", "..", "package-lock.json"), "utf8");
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, LockedPackage>> };

/** Where Node would find `name` for the package at `path`. */
function resolved(path: string, name: string): boolean {
    for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
        if (packages[at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`]) {
            return true;
        }
        if (at === "") {
            return false;
        }
    }
}

describe("package-lock.json", () => {
    it("holds the builds for every other platform too: npm ci refuses a lock file that lacks one", () => {
        const missing = Object.entries(packages).flatMap(([path, each]) =>
            Object.keys({ ...each.dependencies, ...each.optionalDependencies })
                .filter((name) => !resolved(path, name))
                .map((name) => `${path} needs ${name}`),
        );
        expect(missing).to.deep.equal([]);
    });

    it("names no registry, so that everybody's own is used", () => {
        const addresses = Object.entries(packages).filter(([, each]) => each.resolved && !each.link);
        expect(addresses).to.deep.equal([]);
        expect(Object.keys(packages)).to.have.length.greaterThan(100);
    });
});
