import { expect } from "chai";
import { requireSupportedVersions as rule } from "../../policies/upgrade/requireSupportedVersions";
import { istiodOf } from "./controlPlane";
import { stackReports, unknown } from "./crossguard";
import { deployment } from "./objects";

const run = (version: string, config: object = {}) => stackReports(rule, [istiodOf("main", version)], config);
const image = (version: string) =>
    `Deployment istio-system/istiod-main: spec.template.spec.containers[0].image is "docker.io/istio/pilot:${version}-distroless"`;

describe("F-09 require versions that still get fixes", () => {
    it("accepts supported minors, and builds without a version", () => {
        for (const version of ["1.30.5", "1.31.1", "1.31.0-rc.1"]) {
            expect(run(version), version).to.deep.equal([]);
        }
        const development = istiodOf("main", "1.31.1");
        const metadata = { name: "istiod-main", namespace: "istio-system" };
        const text = JSON.stringify({ ...development, metadata }).replaceAll("1.31.1-distroless", "latest");
        expect(stackReports(rule, [JSON.parse(text)])).to.deep.equal([]);
        expect(stackReports(rule, [deployment(unknown, "orders")])).to.deep.equal([]);
    });

    it("refuses a minor past its end of life, and warns two weeks ahead", () => {
        const ended = `${image("1.29.9")}, of Istio 1.29, which gets no fixes since 2026-10-15; move to 1.31`;
        expect(run("1.29.9")).to.deep.equal([`mandatory: ${ended}`]);
        expect(run("1.29.9", { now: "2026-10-16" })).to.deep.equal([`mandatory: ${ended}`]);
        const ends = (left: string) =>
            `advisory: ${image("1.29.9")}, of Istio 1.29, which gets no fixes after 2026-10-15: ${left}; move to 1.31`;
        expect(run("1.29.9", { now: "2026-10-15" })).to.deep.equal([ends("today is its last day")]);
        expect(run("1.29.9", { now: "2026-10-01" })).to.deep.equal([ends("its last day is in 14 days")]);
        expect(run("1.29.9", { now: "2026-09-30" })).to.deep.equal([]);
    });

    it("refuses minors older than it knows, and says which newer ones it does not", () => {
        expect(run("1.20.3")).to.deep.equal([
            `mandatory: ${image("1.20.3")}, of Istio 1.20, which gets no fixes any more; move to 1.31`,
        ]);
        expect(run("1.99.0")).to.deep.equal([
            `advisory: ${image("1.99.0")}, of Istio 1.99, which this pack does not know; use a pack that does`,
        ]);
    });

    it("refuses a Kubernetes outside the range of the minor, if it is told which there is", () => {
        const refused = (kubernetes: string) =>
            `mandatory: ${image("1.31.1")}, of Istio 1.31, which supports Kubernetes 1.32 to 1.36, and the cluster runs ` +
            `${kubernetes}; bring both into a range that Istio supports`;
        for (const kubernetesVersion of ["1.31", "1.37"]) {
            expect(run("1.31.1", { kubernetesVersion })).to.deep.equal([refused(kubernetesVersion)]);
        }
        for (const kubernetesVersion of ["1.32", "1.36"]) {
            expect(run("1.31.1", { kubernetesVersion })).to.deep.equal([]);
        }
    });

    it("accepts a version with a reason and a date", () => {
        const acceptedVersions = [
            { version: "1.29.9", reason: "the last cluster to move", until: "2026-12-31" },
        ];
        expect(run("1.29.9", { acceptedVersions })).to.deep.equal([]);
        expect(run("1.29.8", { acceptedVersions })).to.have.length(1);
        expect(run("1.29.9", { acceptedVersions, now: "2027-01-01" })).to.deep.equal([
            `mandatory: ${image("1.29.9")}, of Istio 1.29, which gets no fixes since 2026-10-15 (its entry in acceptedVersions ` +
                "ended on 2026-12-31); move to 1.31",
        ]);
    });

    it("refuses a version it cannot read", () => {
        const text = JSON.stringify(istiodOf("main", "1.31.1")).replace(/docker[^"]+/, unknown);
        expect(stackReports(rule, [JSON.parse(text)])).to.deep.equal([
            "mandatory: Deployment istio-system/istiod-main: spec.template.spec.containers[0].image is not known at preview, so " +
                "this rule cannot be proven; give it a value that does not depend on another resource's output",
        ]);
    });
});
