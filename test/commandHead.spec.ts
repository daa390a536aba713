import { expect } from "chai";
import { readOrExit } from "../commandHead";
import { parseCommandLine } from "../synth/commandLine";

function begun(read: Parameters<typeof readOrExit>[0], usage?: string) {
    let [said, complained] = ["", ""];
    const streams = {
        out: (text: string) => {
            said += text;
        },
        err: (text: string) => {
            complained += text;
        },
    };
    return { result: readOrExit(read, streams, usage), said, complained };
}

describe("the beginning of a command", () => {
    it("hands on what was read, and says nothing", () => {
        const command = { stackFile: "Pulumi.dev.yaml" };
        expect(begun(command, "usage")).to.deep.equal({ result: command, said: "", complained: "" });
    });

    it("prints its usage when it is asked for, wherever that stands", () => {
        expect(parseCommandLine(["--stack", "dev", "-h"])).to.equal("help");
        expect(parseCommandLine(["--help"])).to.equal("help");
        expect(begun("help", "usage: …")).to.deep.equal({ result: 0, said: "usage: …\n", complained: "" });
    });

    it("says everything that is wrong at once, and how it should be where there is a way to say it", () => {
        const problems = ["one", "two"];
        expect(begun({ problems }, "usage: …")).to.deep.equal({
            result: 2,
            said: "",
            complained: "one\ntwo\nusage: …\n",
        });
        expect(begun({ problems }).complained).to.equal("one\ntwo\n");
    });
});
