import { expect } from "chai";
import { folderFor, freePorts, startProgram, stopPrograms } from ".";

describe("programs under test", () => {
    after(stopPrograms);

    it("says what a program said when it ends before it is ready", async () => {
        const failure = await startProgram({
            tool: "jaeger",
            args: ["--config", "no-such-file.yaml"],
            folder: folderFor("program"),
            ready: () => Promise.reject(new Error("not yet")),
        }).then(
            () => "started",
            (error: Error) => error.message,
        );
        expect(failure).to.match(/^jaeger ended \(exit code 1\):\n/);
        expect(failure).to.contain("no-such-file.yaml");
    });

    it("are given ports that differ, and that no outgoing connection takes before they have started", async () => {
        const ports = [...(await freePorts(15)), ...(await freePorts(15))];
        expect(new Set(ports).size).to.equal(30);
        expect(ports.filter((port) => port >= 32_768)).to.deep.equal([]);
    });
});
