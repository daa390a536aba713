import { expect } from "chai";
import { DeploymentProgress, resourceCounts } from "../../lab/deploy/progress";

describe("the progress of a deployment", () => {
    it("counts what the engine finished and names it", () => {
        const progress = new DeploymentProgress();
        const said = [
            "@ updating....",
            " +  kubernetes:core/v1:Namespace core creating (0s) ",
            " +  kubernetes:core/v1:Namespace core created (0.05s) ",
            " +  kubernetes:helm.sh/v4:Chart istio-base created (1s)",
            " ~  kubernetes:networking.istio.io/v1:Sidecar core/default updated (0.1s) [diff: ~spec]",
            " -  kubernetes:core/v1:Service core/old deleted (0.1s) ",
        ].map((line) => progress.next(line));
        expect(said).to.deep.equal([
            undefined,
            undefined,
            "1 done; Namespace core created",
            "2 done; Chart istio-base created",
            "3 done; Sidecar core/default updated",
            "4 done; Service core/old deleted",
        ]);
    });
});

describe("the engine's counts", () => {
    it("are read from a first deployment", () => {
        const lines = ["Outputs:", "", "Resources:", "    + 228 created", "", "Duration: 2m0s"];
        expect([...resourceCounts(lines)]).to.deep.equal([["created", 228]]);
    });

    it("are read from one that changes a few, without the sum of the changes", () => {
        const lines = [
            "Resources:",
            "    ~ 4 updated",
            "    - 8 deleted",
            "    12 changes. 208 unchanged",
            "",
        ];
        expect([...resourceCounts(lines)]).to.deep.equal([
            ["updated", 4],
            ["deleted", 8],
            ["unchanged", 208],
        ]);
    });

    it("are empty when the engine said nothing of resources", () => {
        expect([...resourceCounts(["error: no stack"])]).to.deep.equal([]);
    });
});
