import { expect } from "chai";
import { missingRequirements } from "../../lab/dataplane/requirements";

describe("What a lab on real proxies needs", () => {
    it("is Linux", () => {
        expect(missingRequirements(process.env, { platform: "darwin", user: 0 })).to.deep.equal([
            "network namespaces exist on Linux only; run it there, or in a virtual machine",
        ]);
    });

    it("is root", () => {
        expect(missingRequirements(process.env, { platform: "linux", user: 1000 })).to.deep.equal([
            "network namespaces and redirection by owner need root; run it with sudo, keeping HOME and PATH (sudo -E)",
        ]);
    });

    it("is a handful of programs, each named with the package it comes in", () => {
        const missing = missingRequirements({ PATH: "" }, { platform: "linux", user: 0 });
        expect(missing).to.include("nft is not on PATH; apt-get install -y nftables");
        expect(missing).to.include("unshare is not on PATH; apt-get install -y util-linux");
        expect(missing).to.have.length(9);
    });
});
