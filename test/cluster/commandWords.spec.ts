import { expect } from "chai";
import { readLabCommand } from "../../lab/cluster/commandWords";

const home = { name: "dev", folder: undefined };

describe("the words of `npm run lab`", () => {
    it("reads every command with its options", () => {
        expect(readLabCommand(["up"])).to.deep.equal({ command: "up", home });
        expect(readLabCommand(["down", "--keep", "--name", "two"])).to.deep.equal({
            command: "down",
            home: { ...home, name: "two" },
            keep: true,
        });
        expect(readLabCommand(["status", "--json"])).to.deep.equal({ command: "status", home, json: true });
        expect(readLabCommand(["kubeconfig", "--raw", "--home", "/x"])).to.deep.equal({
            command: "kubeconfig",
            home: { ...home, folder: "/x" },
            raw: true,
        });
        expect(readLabCommand(["logs", "etcd", "-f", "--lines", "5"])).to.deep.equal({
            command: "logs",
            home,
            process: "etcd",
            follow: true,
            lines: 5,
        });
    });

    const refused: ReadonlyArray<readonly [readonly string[], string]> = [
        [[], "which command?"],
        [["stauts"], 'unknown command "stauts" (did you mean "status"?)'],
        [["down", "--kep"], 'down does not know --kep (did you mean "keep"?)'],
        [["up", "--keep"], "up does not know --keep"],
        [["up", "now"], 'up does not take "now"'],
        [["logs", "etcd", "kwok"], 'logs does not take "kwok"'],
        [["up", "--name"], "--name needs a value"],
        [["up", "--name", "../x"], '--name "../x" must be lower-case letters, digits and dashes, at most 63'],
        [["logs", "--lines", "many"], '--lines "many" must be a whole number, 0 or more'],
    ];
    for (const [words, message] of refused) {
        it(`refuses "${words.join(" ")}" and says why`, () => {
            expect(readLabCommand(words)).to.equal(message);
        });
    }
});
