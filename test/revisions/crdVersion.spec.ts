import { expect } from "chai";
import fc from "fast-check";
import { compareVersions, crdVersion, versionOfRevision } from "../../components/revisions";

const revisions = (...versions: readonly string[]) =>
    new Map(versions.map((version) => [version.replaceAll(".", "-"), { version }]));

describe("the version of Istio's CRDs", () => {
    it("is the newest of what lives and what did, by number", () => {
        expect(crdVersion({ revisions: revisions("1.31.9", "1.31.10"), retired: new Set() })).to.equal(
            "1.31.10",
        );
        expect(
            crdVersion({ revisions: revisions("1.30.5"), retired: new Set(["1-31-1", "1-29-9"]) }),
        ).to.equal("1.31.1");
        expect(crdVersion({ revisions: revisions("1.31.1"), retired: new Set(["1-30-5"]) })).to.equal(
            "1.31.1",
        );
    });

    it("is what there was last where nothing lives, and none where nothing ever did", () => {
        expect(crdVersion({ revisions: new Map(), retired: new Set(["1-31-1-b"]) })).to.equal("1.31.1");
        expect(crdVersion({ revisions: new Map(), retired: new Set() })).to.equal(undefined);
    });

    it("never goes back while every revision that leaves is retired", () => {
        const version = fc
            .tuple(fc.integer({ min: 29, max: 33 }), fc.integer({ min: 0, max: 12 }))
            .map(([minor, patch]) => `1.${minor}.${patch}`);
        fc.assert(
            fc.property(fc.array(version, { minLength: 1 }), fc.nat(), (versions, at) => {
                const all = revisions(...versions);
                const leaving = [...all.keys()][at % all.size] ?? "";
                const before = crdVersion({ revisions: all, retired: new Set() }) ?? "";
                const rest = new Map([...all].filter(([name]) => name !== leaving));
                const after = crdVersion({ revisions: rest, retired: new Set([leaving]) }) ?? "";
                expect(compareVersions(after, before)).to.equal(0);
            }),
        );
    });
});

describe("the name of a revision", () => {
    it("says its version, with or without a suffix", () => {
        expect(versionOfRevision("1-29-9")).to.equal("1.29.9");
        expect(versionOfRevision("1-29-10-b")).to.equal("1.29.10");
        expect(versionOfRevision("1-31-0-lab-2")).to.equal("1.31.0");
    });

    for (const name of ["canary", "1-29", "1.29.9", "1-29-9b", "1-29-9-", "v1-29-9", "", "1-29-9999"]) {
        it(`says none where it is ${JSON.stringify(name)}`, () => {
            expect(versionOfRevision(name)).to.equal(undefined);
        });
    }
});
