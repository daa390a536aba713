import { join } from "node:path";
import { expect } from "chai";
import { runSynth } from "../../synth/run";
import { temporaryFolder } from "../support/temporaryFolder";
import { run } from "./support";

const silent = { out: () => undefined, err: () => undefined };

/** What a stack comes to as files, without the control plane, which charts bring. */
function synthesised(stack: string): string {
    const folder = join(temporaryFolder("check"), stack);
    expect(runSynth(["--stack", stack, "--out", folder], "2026-11-20", silent)).to.equal(0);
    return folder;
}

describe("npm run policy:check on what npm run synth writes", () => {
    for (const stack of ["dev", "prod"]) {
        it(`has nothing to say of the ${stack} stack`, () => {
            const { code, out } = run(["--env", stack, "--json", synthesised(stack)]);
            expect(JSON.parse(out)).to.deep.equal([]);
            expect(code).to.equal(0);
        });
    }
});
