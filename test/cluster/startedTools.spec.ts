import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type LabTools, requiredTools } from "../../lab/cluster/processSpec";
import { lackingTools, otherTools, toolsToStart } from "../../lab/cluster/startedTools";

const older = "pilot-discovery-1.30";
const required: LabTools = new Map(requiredTools.map((name) => [name, { path: `/tools/${name}` }]));
const paths = Object.fromEntries([...required].map(([name, { path }]) => [name, path]));

function withOlder(path: string): LabTools {
    return new Map([...required, [older, { path }]]);
}

describe("the tools a lab is started with", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-started-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("are those every lab needs, and an istiod of an older minor where one is given", () => {
        expect(toolsToStart(required, {})).to.deep.equal(paths);
        expect(toolsToStart(withOlder("/tools/older"), {})).to.deep.equal({
            ...paths,
            [older]: "/tools/older",
        });
    });

    it("are not what only other commands use", () => {
        const tools = new Map([...required, ["istioctl", { path: "/tools/istioctl" }]]);
        expect(toolsToStart(tools, {})).to.deep.equal(paths);
    });

    it("keep the older istiod of the run before: its pods are still there when the stack has left it", () => {
        const kept = join(folder, "older");
        writeFileSync(kept, "");
        expect(toolsToStart(required, { ...paths, [older]: kept })).to.deep.equal({
            ...paths,
            [older]: kept,
        });
        expect(toolsToStart(withOlder("/tools/older"), { [older]: kept })[older]).to.equal("/tools/older");
    });

    it("forget a kept one that is no longer on the disk, and never keep one that every lab needs", () => {
        expect(toolsToStart(required, { etcd: "/old/etcd", [older]: join(folder, "gone") })).to.deep.equal(
            paths,
        );
    });

    it("lack what is asked for and was not there at the start", () => {
        expect(lackingTools(withOlder("/tools/older"), paths)).to.deep.equal([older]);
        expect(lackingTools(withOlder("/tools/older"), { ...paths, [older]: "/any" })).to.deep.equal([]);
        expect(lackingTools(required, {})).to.deep.equal([]);
    });

    it("are other ones when a path differs, not when nobody asks for them now", () => {
        expect(otherTools(withOlder("/new"), { ...paths, kwok: "/old/kwok", [older]: "/old" })).to.deep.equal(
            ["kwok", older],
        );
        expect(otherTools(required, { ...paths, [older]: "/old" })).to.deep.equal([]);
    });
});
