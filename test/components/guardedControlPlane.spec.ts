import { expect } from "chai";
import type { RemovalGuard } from "../../components/index";
import { type Registered, recordRegistrations, settled, typesAndNames } from "../support/mocks";
import { type RegisterRequest, recordRequests } from "../support/registerRequests";

const args = {
    charts: { kind: "repository", url: "oci://registry.example/charts/" },
    revisions: { "1-31-1": { version: "1.31.1" }, "1-30-5": { version: "1.30.5" } },
    tags: { default: "1-30-5", canary: "1-31-1" },
    hub: "docker.io/istio",
    trustDomain: "cluster.local",
    size: { replicas: 2, maxReplicas: 5, cpu: "500m", memory: "2Gi" },
    rootNamespace: "istio-system",
} as const;

describe("ControlPlane with a removal guard", () => {
    let registered: Registered[];
    let requests: readonly RegisterRequest[];
    let guard: RemovalGuard;
    const inputsOf = (name: string) => registered.find((each) => each.name === name)?.inputs ?? {};
    const configMaps = () => registered.filter(({ type }) => type === "kubernetes:core/v1:ConfigMap");

    before(async () => {
        registered = recordRegistrations("dev");
        requests = recordRequests();
        const { ControlPlane, removalGuard } = await import("../../components/index.js");
        guard = removalGuard();
        new ControlPlane("control-plane", args, { guard });
        await settled();
    });

    it("adds one ConfigMap for each revision, each tag and the CRDs, and nothing else", () => {
        expect(typesAndNames(configMaps())).to.deep.equal(
            [
                "kubernetes:core/v1:ConfigMap istio-system/meshwright-crds",
                "kubernetes:core/v1:ConfigMap istio-system/meshwright-revision-1-30-5",
                "kubernetes:core/v1:ConfigMap istio-system/meshwright-revision-1-31-1",
                "kubernetes:core/v1:ConfigMap istio-system/meshwright-tag-canary",
                "kubernetes:core/v1:ConfigMap istio-system/meshwright-tag-default",
            ].sort(),
        );
        expect(registered.length - configMaps().length).to.equal(14);
    });

    it("asks before a revision or a tag is deleted, before a tag moves, and before CRDs are made or changed", () => {
        const tagObject = {
            beforeUpdate: ["meshwright-tag-target"],
            beforeDelete: ["meshwright-tag-removal"],
        };
        const hooked = requests.filter(({ hooks }) => Object.keys(hooks).length > 0);
        expect(Object.fromEntries(hooked.map(({ name, hooks }) => [name, hooks]))).to.deep.equal({
            "istio-system/meshwright-crds": {
                beforeCreate: ["meshwright-crd-version"],
                beforeUpdate: ["meshwright-crd-version"],
            },
            "istio-system/meshwright-revision-1-30-5": { beforeDelete: ["meshwright-revision-removal"] },
            "istio-system/meshwright-revision-1-31-1": { beforeDelete: ["meshwright-revision-removal"] },
            "istio-system/meshwright-tag-canary": { beforeDelete: ["meshwright-tag-removal"] },
            "istio-system/meshwright-tag-default": { beforeDelete: ["meshwright-tag-removal"] },
            "istio-revision-tag-canary": tagObject,
            "istio-revision-tag-default": tagObject,
            "istio-system/istiod-revision-tag-canary": tagObject,
            "istio-system/istiod-revision-tag-default": tagObject,
            "istiod-default-validator": { beforeUpdate: ["meshwright-tag-target"] },
        });
    });

    it("stands behind everything it guards, so that the engine deletes it first", () => {
        const behind = (name: string) => requests.find((each) => each.name === name)?.dependencies ?? [];
        expect(behind("istio-system/meshwright-revision-1-30-5")).to.include("istiod-1-30-5");
        expect(behind("istio-system/meshwright-tag-canary")).to.include.members([
            "istio-revision-tag-canary",
            "istio-system/istiod-revision-tag-canary",
        ]);
        expect(behind("istio-system/meshwright-tag-default")).to.include.members([
            "istio-revision-tag-default",
            "istio-system/istiod-revision-tag-default",
            "istiod-default-validator",
        ]);
        expect(behind("istio-base")).to.include("istio-system/meshwright-crds");
    });

    it("keeps versions where a change is an update in place and no replacement", () => {
        expect(inputsOf("istio-system/meshwright-revision-1-30-5")).to.deep.include({
            data: { guards: "1-30-5" },
            metadata: {
                name: "meshwright-revision-1-30-5",
                namespace: "istio-system",
                labels: { "app.kubernetes.io/managed-by": "meshwright" },
                annotations: { "meshwright.io/version": "1.30.5" },
            },
        });
        expect(inputsOf("istio-system/meshwright-crds")["metadata"]).to.deep.include({
            annotations: { "meshwright.io/version": "1.31.1" },
        });
    });

    it("says at once, at preview too, that CRDs would go back, and asks no cluster for it", async () => {
        const hook = guard.customResourceDefinitions;
        const crds = (version: string) => ({
            metadata: { annotations: { "meshwright.io/version": version } },
        });
        const asked = async (from: string, to: string): Promise<string> => {
            const args = {
                urn: "urn",
                id: "id",
                name: "istio-system/meshwright-crds",
                type: "kubernetes:core/v1:ConfigMap",
                oldInputs: crds(from),
                newInputs: crds(to),
            };
            try {
                await hook.callback(args);
                return "passes";
            } catch (error) {
                return error instanceof Error ? error.message : String(error);
            }
        };
        expect(hook.opts).to.deep.equal({ onDryRun: true });
        expect(await asked("1.31.1", "1.30.5")).to.contain(
            "Istio's CRDs would go back from 1.31.1 to 1.30.5",
        );
        expect(await asked("1.30.5", "1.31.1")).to.equal("passes");
    });
});
