import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleFor } from "../../accessReport/style";
import { readCluster } from "../../components/liveCluster";
import { liveRestartCluster } from "../../upgrades/restart/liveRestartCluster";
import { runRevisions } from "../../upgrades/run";
import { FakeApiServer } from "./fakeApiServer";
import { FakeMesh } from "./fakeMesh";

/** The revision that the tag `stable` points to at first, and the one that it is moved to. */
export const [old, current] = ["1-30-5", "1-31-1"];

/** `npm run revisions -- restart` against a mesh in memory, behind a real API server's protocol. */
export class RestartRun {
    readonly folder = mkdtempSync(join(tmpdir(), "meshwright-restart-"));
    readonly stackFile = join(this.folder, "Pulumi.test.yaml");
    readonly mesh = new FakeMesh();
    readonly interrupted = new AbortController();
    #server: FakeApiServer | undefined;

    /** A namespace `shop` whose tag `stable` the stack file has moved already. */
    async start(): Promise<void> {
        this.mesh.tags.set("stable", old);
        this.mesh.namespaces.set("shop", "stable");
        this.mesh.readyControlPlanes.add(old).add(current);
        this.#server = await FakeApiServer.start(this.mesh);
        writeFileSync(join(this.folder, "kubeconfig"), this.#server.kubeconfig);
        this.kubeconfig = `${this.folder}/kubeconfig`;
    }

    /** What the stack file says of how the cluster is reached. */
    set kubeconfig(kubeconfig: string) {
        writeFileSync(
            this.stackFile,
            `config:
  meshwright:environment: test
  meshwright:cluster: { kubeconfig: "${kubeconfig}" }
  meshwright:revisions: { 1-30-5: { version: 1.30.5 }, 1-31-1: { version: 1.31.1 } }
  meshwright:tags: { default: 1-30-5, stable: ${current} }
  meshwright:namespaces: { shop: { stage: enforced } }
`,
        );
    }

    async restart(...args: readonly string[]) {
        let [out, err, clock] = ["", "", 0];
        const code = await runRevisions(["restart", "--stack", this.stackFile, ...args], {
            out: (text) => {
                out += text;
            },
            err: (text) => {
                err += text;
            },
            style: styleFor(false, undefined),
            today: "2026-11-20",
            lab: () => Promise.resolve(undefined),
            read: readCluster,
            connect: liveRestartCluster,
            now: () => clock,
            pause: () => {
                clock += 1000;
                const { aborted } = this.interrupted.signal;
                return aborted ? Promise.reject(new Error("interrupted")) : Promise.resolve();
            },
            signal: this.interrupted.signal,
        });
        const lines = out.replaceAll(this.folder, "").trimEnd().split("\n").slice(1);
        return { code, err: err.replaceAll(this.folder, ""), lines };
    }

    /** The API server goes; more than once does no harm. */
    async disconnect(): Promise<void> {
        await this.#server?.stop();
        this.#server = undefined;
    }

    async end(): Promise<void> {
        await this.disconnect();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
