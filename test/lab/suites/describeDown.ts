import { existsSync } from "node:fs";
import { expect } from "chai";
import { markedProcesses } from "../../../lab/cluster/processIdentity";
import { goldenLines } from "../../support/golden";
import { processesOf } from "../support/processes";
import { listeners, openPorts } from "../support/sockets";
import type { TestLab } from "../support/testLab";

/** The end; the lab is gone after the first test. */
export function describeDown(lab: TestLab): void {
    let printed: string;
    let ports: readonly number[];

    before(async () => {
        ports = listeners(markedProcesses(lab.home).map(({ pid }) => pid)).map(({ port }) => port);
        printed = await lab.down();
    });

    it("destroys every resource of the stack", () => {
        const golden = goldenLines(`urns.${lab.stack}.txt`).length;
        expect(printed).to.contain(`Destroyed ${golden} resources and stopped the lab; no process is left.`);
    });

    it("says what Kubernetes keeps, why, and how to remove it", () => {
        expect(printed).to.match(
            /Kubernetes would keep Istio's [1-9]\d* CRDs: the charts mark them so, because deleting a CRD\s+deletes every object of its kind/,
        );
        expect(printed).to.contain("kubectl delete crd -l chart=istio");
        expect(printed).to.match(
            /So with cert-manager's [1-9]\d*: `kubectl delete crd -l app.kubernetes.io\/name=cert-manager`\./,
        );
    });

    it("leaves no process, no listening port and no file", () => {
        expect(processesOf(lab.folder, lab.home)).to.deep.equal([]);
        expect(ports).to.have.length.greaterThan(5);
        expect(ports.filter((port) => openPorts().has(port))).to.deep.equal([]);
        expect(existsSync(lab.home)).to.equal(false);
        expect(lab.files()).to.deep.equal([]);
    });

    it("has nothing to do the second time", async () => {
        expect(await lab.down()).to.equal(`Nothing to do: there is no lab in ${lab.home}.\n`);
    });
}
