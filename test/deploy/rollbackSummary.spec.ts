import { join } from "node:path";
import { expect } from "chai";
import type { RollbackTarget } from "../../components/revisions";
import { summary } from "../../lab/deploy/summary";
import { readMesh } from "../../mesh";
import { readStackFile } from "../../stackFile";

const root = join(__dirname, "..", "..");

function summaryOf(to: RollbackTarget): string {
    const file = readStackFile(join(root, "Pulumi.prod.yaml"));
    const rollback = { to, reason: "proxies of 1.31.1 lose connections", until: "2026-12-05" };
    const config = { ...("config" in file ? file.config : {}), rollback };
    const mesh = readMesh({ config, folder: root, today: "2026-11-21" });
    if (!mesh.ok) {
        throw new Error(mesh.problems.map(({ message }) => message).join("\n"));
    }
    const { settings, graph, derived, target } = mesh.value;
    return summary({
        stack: "prod",
        settings,
        graph,
        objects: [...derived.platform, ...[...derived.namespaces.values()].flat()],
        mesh: target,
        outcome: new Map([["updated", 40]]),
        findings: [],
    });
}

describe("the summary of a rollback", () => {
    it("says how far the mesh is taken back, until when and why", () => {
        const text = summaryOf("uninjected");
        expect(text).to.include("The prod mesh is up and healthy.");
        expect(text).to.include(
            "\nTaken back\n  to uninjected until 2026-12-05: proxies of 1.31.1 lose connections\n",
        );
        expect(text).to.match(/\n {2}orders +observed until 2026-12-05 +no sidecars /);
        expect(text).to.include(
            "\n  everyone in the mesh may call orders: its stage is observed, where nothing is refused\n",
        );
    });

    it("names no version and nobody who may call where there is no mesh", () => {
        const text = summaryOf("unmeshed");
        expect(text).to.include(
            "\nThe prod stack is up and healthy, without a mesh.\n  Resources: 40 updated\n",
        );
        expect(text).to.include("\nAnyone may call anyone: there is no mesh that would refuse it\n");
        expect(text).not.to.include("Istio 1.31.1 as revision");
        expect(text).not.to.include("Public hosts");
    });
});
