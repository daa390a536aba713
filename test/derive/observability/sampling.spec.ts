import { join } from "node:path";
import { expect } from "chai";
import { readMesh } from "../../../mesh";
import { readStackFile } from "../../../stackFile";

const root = join(__dirname, "../../..");

/** Every object of the dev stack as text, by kind and name, with this share of its requests traced. */
function objects(sampling: number): ReadonlyMap<string, string> {
    const read = readStackFile(join(root, "Pulumi.dev.yaml"));
    const config = "config" in read ? read.config : {};
    const observability = { ...(config["observability"] as object), sampling };
    const mesh = readMesh({ config: { ...config, observability }, folder: root, today: "2026-11-29" });
    if (!mesh.ok) {
        throw new Error(mesh.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    }
    const { platform, namespaces, gateways, rateLimitService, observability: stack } = mesh.value.derived;
    const all = [platform, ...namespaces.values(), ...gateways.values(), rateLimitService, stack].flat();
    return new Map(
        all.map((each) => [
            `${each.kind} ${each.metadata.namespace}/${each.metadata.name}`,
            JSON.stringify(each),
        ]),
    );
}

describe("the share of requests that are traced", () => {
    it("changes, in the whole dev stack, the mesh's Telemetry and what Jaeger tells clients, and no other object", () => {
        const before = objects(100);
        const after = objects(50);
        expect([...after.keys()]).to.deep.equal([...before.keys()]);
        const changed = [...before].filter(([id, text]) => after.get(id) !== text).map(([id]) => id);
        expect(changed.sort()).to.deep.equal([
            "ConfigMap observability/jaeger-sampling",
            "Telemetry istio-system/mesh-default",
        ]);
    });
});
