import type { V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";
import { istiodProgram } from "../../lab/cluster/istiodProgram";
import type { LabTools } from "../../lab/cluster/processSpec";

const tools: LabTools = new Map([
    ["pilot-discovery", { path: "/tools/newest" }],
    ["pilot-discovery-1.30", { path: "/tools/older" }],
]);

function pod(image: string): V1Pod {
    return { spec: { containers: [{ name: "discovery", image }] } };
}

describe("the istiod behind a pod", () => {
    for (const [image, path, version] of [
        ["docker.io/istio/pilot:1.30.3-distroless", "/tools/older", "1.30.3"],
        ["docker.io/istio/pilot:1.31.0-distroless", "/tools/newest", "1.31.0"],
        ["docker.io/istio/pilot:1.30.3@sha256:0123abcd", "/tools/older", "1.30.3"],
        ["registry.example.com:5000/istio/pilot:1.31.1", "/tools/newest", "1.31.1"],
    ] as const) {
        it(`is the one of the minor that its image says: ${image}`, () => {
            expect(istiodProgram(tools, pod(image))).to.deep.equal({ path, version });
        });
    }

    it("is none when the lab was started without that minor, though it has another", () => {
        const newest: LabTools = new Map([...tools].slice(0, 1));
        expect(istiodProgram(newest, pod("docker.io/istio/pilot:1.30.3-distroless"))).to.deep.equal({
            missing:
                'this lab has no istiod of the minor of 1.30.3, so it runs none for the image "docker.io/istio/pilot:1.30.3-distroless"',
        });
    });

    it("is none for a minor that no lab has", () => {
        expect(istiodProgram(tools, pod("docker.io/istio/pilot:1.29.9"))).to.deep.equal({
            missing:
                'this lab has no istiod of the minor of 1.29.9, so it runs none for the image "docker.io/istio/pilot:1.29.9"',
        });
    });

    for (const image of ["docker.io/istio/pilot:latest", "docker.io/istio/pilot", "localhost:1.30.3/pilot"]) {
        it(`is none when the image does not say which Istio it is: ${image}`, () => {
            expect(istiodProgram(tools, pod(image))).to.deep.equal({
                missing: `the image "${image}" does not say which Istio it is, so the lab runs none for it`,
            });
        });
    }
});
