import { expect } from "chai";
import { labRevisions } from "../../lab/deploy/labNames";

function names(revisions: Readonly<Record<string, string>>, past: readonly string[] = []) {
    const named = labRevisions({ revisions: new Map(Object.entries(revisions)), past });
    return Object.fromEntries(
        [...named].map(([declared, { name, release }]) => [declared, `${name} ${release.version}`]),
    );
}

describe("what the lab calls revisions", () => {
    it("is named by the version it really runs: its minor's, or the newest", () => {
        expect(names({ "1-30-5": "1.30.5" })).to.deep.equal({ "1-30-5": "1-30-3 1.30.3" });
        expect(names({ "1-31-1": "1.31.1" })).to.deep.equal({ "1-31-1": "1-31-0 1.31.0" });
        expect(names({ "1-32-0": "1.32.0" })).to.deep.equal({ "1-32-0": "1-31-0 1.31.0" });
        expect(names({ "1-29-9": "1.29.9" })).to.deep.equal({ "1-29-9": "1-31-0 1.31.0" });
    });

    it("drops the suffix of a lone revision, as there is nothing to tell apart", () => {
        expect(names({ "1-31-1-blue": "1.31.1" })).to.deep.equal({ "1-31-1-blue": "1-31-0 1.31.0" });
    });

    it("differs for two of one version, by the suffix of the second or a letter", () => {
        expect(names({ "1-31-1-b2": "1.31.1", "1-31-1": "1.31.1" })).to.deep.equal({
            "1-31-1": "1-31-0 1.31.0",
            "1-31-1-b2": "1-31-0-b2 1.31.0",
        });
        expect(names({ "1-31-1": "1.31.1", "1-31-2": "1.31.2", "1-32-0": "1.32.0" })).to.deep.equal({
            "1-31-1": "1-31-0 1.31.0",
            "1-31-2": "1-31-0-b 1.31.0",
            "1-32-0": "1-31-0-c 1.31.0",
        });
        expect(names({ "1-31-0": "1.31.0", "1-31-1-x": "1.31.1", "1-31-2-x": "1.31.2" })).to.deep.equal({
            "1-31-0": "1-31-0 1.31.0",
            "1-31-1-x": "1-31-0-x 1.31.0",
            "1-31-2-x": "1-31-0-b 1.31.0",
        });
    });

    it("stays when an older revision is retired, because the retired one keeps its name too", () => {
        const before = names({ "1-31-1": "1.31.1", "1-31-2": "1.31.2" });
        expect(names({ "1-31-2": "1.31.2" }, ["1-31-1"])).to.deep.equal(before);
    });

    it("stays when a newer revision comes", () => {
        expect(names({ "1-31-1": "1.31.1", "1-31-2": "1.31.2" })).to.include(names({ "1-31-1": "1.31.1" }));
    });

    it("leaves past names alone that say no version, or one older than any the lab has", () => {
        expect(names({ "1-31-1": "1.31.1" }, ["blue", "1-29-9", "1-28-10-old"])).to.deep.equal(
            names({ "1-31-1": "1.31.1" }),
        );
    });

    it("compares versions as numbers: 1.31.10 is younger than 1.31.9", () => {
        expect(names({ "1-31-10": "1.31.10", "1-31-9": "1.31.9" })).to.deep.equal({
            "1-31-9": "1-31-0 1.31.0",
            "1-31-10": "1-31-0-b 1.31.0",
        });
    });
});
