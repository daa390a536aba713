import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const read = (folder: string, name: string) =>
    readFileSync(join(__dirname, "..", "..", "lab", "tools", "modules", folder, name), "utf8");

describe("The modules of the proxies' own programs", () => {
    it("are locked exactly as Istio's are: an agent of another release would not fit the control plane", () => {
        const own = (text: string) => text.replace(/^module .*$/m, "");
        expect(own(read("istio-data-plane", "go.mod"))).to.equal(own(read("istio", "go.mod")));
        expect(read("istio-data-plane", "go.sum")).to.equal(read("istio", "go.sum"));
    });
});
