import { expect } from "chai";
import type { Settings } from "../settings";
import { parseSettings } from "../settings";
import { targetOf } from "../target";

function settings(revisions: Record<string, { version: string }>): Settings {
    const parsed = parseSettings(
        {
            environment: "test",
            mesh: { trustDomain: "mesh.example" },
            revisions,
            tags: { default: Object.keys(revisions)[0], stable: Object.keys(revisions)[0] },
            namespaces: {},
        },
        { today: "2026-11-01" },
    );
    if (!parsed.ok) {
        throw new Error(JSON.stringify(parsed.problems));
    }
    return parsed.value;
}

describe("the target of a stack", () => {
    it("takes trust domain and revisions from the settings", () => {
        expect(targetOf(settings({ "1-31-1": { version: "1.31.1" } }))).to.deep.equal({
            oldest: "1.31.1",
            newest: "1.31.1",
            dataPlane: "sidecar",
            rootNamespace: "istio-system",
            trustDomain: "mesh.example",
            clusterDomain: "cluster.local",
            revisions: ["1-31-1"],
            tags: new Map([
                ["default", "1-31-1"],
                ["stable", "1-31-1"],
            ]),
            systemServices: [],
            scraperNamespaces: [],
        });
    });

    it("orders versions by number, not as text", () => {
        const { oldest, newest, revisions } = targetOf(
            settings({ "1-31-10": { version: "1.31.10" }, "1-31-9": { version: "1.31.9" } }),
        );
        expect([oldest, newest]).to.deep.equal(["1.31.9", "1.31.10"]);
        expect(revisions).to.deep.equal(["1-31-10", "1-31-9"]);
    });
});
