import { expect } from "chai";
import { asUser, modeOf, proxyUser } from "../../lab/dataplane/users";

describe("Who the lab's processes can be", () => {
    const machine = "         0          0 4294967295\n";

    it("is anyone for root of the machine, or of a user namespace with enough users", () => {
        expect(modeOf(0, machine)).to.equal("root");
        expect(modeOf(0, "0 1000 1\n1 100000 65536\n")).to.equal("root");
    });

    it("is one user for everyone else, and for root of a user namespace that has but one or too few", () => {
        expect(modeOf(1000, machine)).to.equal("rootless");
        expect(modeOf(0, "         0       1000          1\n")).to.equal("rootless");
        expect(modeOf(0, "0 100000 1400\n")).to.equal("rootless");
        expect(modeOf(undefined, "")).to.equal("rootless");
    });

    it("is not changed where it cannot be", () => {
        expect(asUser(proxyUser, "root")).to.deep.equal([
            ...["--reuid", "1337", "--regid", "1337", "--clear-groups"],
            ...["--pdeathsig", "KILL"],
        ]);
        expect(asUser(proxyUser, "rootless")).to.deep.equal(["--pdeathsig", "KILL"]);
    });
});
