import { expect } from "chai";
import { ownNamespaces } from "../../lab/dataplane/enter";
import { missingRequirements, shortageOfWatchers } from "../../lab/dataplane/requirements";

describe("What a lab on real proxies needs", () => {
    it("is Linux", () => {
        expect(missingRequirements(process.env, { platform: "darwin", mode: () => "root" })).to.deep.equal([
            "network namespaces exist on Linux only; run it there, or in a virtual machine",
        ]);
    });

    it("is not root: a user namespace of one's own will do", () => {
        const namespaces = ["--mount", "--net", "--pid", "--fork", "--mount-proc"];
        expect(ownNamespaces(0)).to.deep.equal(namespaces);
        expect(ownNamespaces(1000)).to.deep.equal(["--user", "--map-root-user", ...namespaces]);
    });

    it("is enough watchers of files for a user, where nobody may raise them", () => {
        expect(shortageOfWatchers(40)).to.include("may have 40 more watchers");
        expect(shortageOfWatchers(40)).to.include("sudo sysctl fs.inotify.max_user_instances=4096");
        expect(shortageOfWatchers(100)).to.equal(undefined);
    });

    it("is a handful of programs, each named with the package it comes in", () => {
        const missing = missingRequirements({ PATH: "" }, { platform: "linux", mode: () => "root" });
        expect(missing).to.include("nft is not on PATH; apt-get install -y nftables");
        expect(missing).to.include("unshare is not on PATH; apt-get install -y util-linux");
        expect(missing).to.have.length(9);
    });
});
