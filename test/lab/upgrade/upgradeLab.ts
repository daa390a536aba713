import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { startLab } from "../../../lab/cluster";
import { analyze } from "../../../lab/deploy/analyze";
import { placeCharts } from "../../../lab/deploy/placeCharts";
import { ensureStack, labPulumi } from "../../../lab/deploy/pulumi";
import { labStackFile } from "../../../lab/deploy/stackFile";
import { toolsOfReleases } from "../../../lab/deploy/stackTools";
import { silentReporter } from "../../../lab/reporter";
import { type IstioRelease, kwokStages, newestRelease, pulumiHome, releaseOfMinor } from "../../../lab/tools";
import { program } from "../support/command";
import { TestLab } from "../support/testLab";
import { versionException } from "../support/versionException";
import { ApiConnection } from "./apiConnection";
import { ClusterHistory } from "./clusterHistory";
import { Gate } from "./gate";
import { createProbeNamespace } from "./probes";
import { incoming, outgoing } from "./revisions";
import { UpgradeStack } from "./upgradeStack";
import { Watchman } from "./watchman";

const stackName = "upgrade";

/** A lab whose engine reaches its API server through a gate, and everything that looks at it past the gate. */
export interface UpgradeLab {
    readonly lab: TestLab;
    readonly api: ApiConnection;
    readonly gate: Gate;
    readonly stack: UpgradeStack;
    readonly watchman: Watchman;
    /** Errors and warnings of `istioctl analyze`. */
    findings(revisions: readonly string[]): Promise<readonly string[]>;
    dispose(): Promise<void>;
}

export async function startUpgradeLab(): Promise<UpgradeLab> {
    const lab = new TestLab(stackName);
    lab.prepare();
    const reporter = silentReporter;
    const { tools, charts } = await toolsOfReleases(releases(), reporter);
    await startLab({ home: lab.home, tools, stages: await kwokStages(reporter), reporter });
    const api = new ApiConnection(lab.kubeconfig);
    const gate = new Gate(api);
    const kubeconfig = join(lab.home, "through-the-gate");
    writeFileSync(kubeconfig, kubeconfigOf(await gate.listen()), { mode: 0o600 });
    const home = await pulumiHome(join(lab.home, "pulumi-home"), tools, reporter);
    const stackFile = labStackFile(stackName, lab.home);
    const pulumi = labPulumi(program, { home: lab.home, kubeconfig }, stackName, stackFile, home);
    await ensureStack(pulumi);
    const stack = new UpgradeStack(pulumi, {
        "meshwright:cluster": { kubeconfig, client: { qps: 2000, burst: 4000 } },
        "meshwright:charts": { folder: placeCharts(lab.home, charts) },
        "meshwright:exceptions": versionException(lab.home),
    });
    await createProbeNamespace(api);
    const history = new ClusterHistory(api);
    await history.start();
    return {
        lab,
        api,
        gate,
        stack,
        watchman: new Watchman(api, history),
        findings: (revisions) =>
            analyze(tools.get("istioctl")?.path ?? "istioctl", lab.kubeconfig, revisions),
        dispose: async () => {
            history.stop();
            await gate.close();
            api.close();
            await lab.dispose();
        },
    };
}

function releases(): readonly IstioRelease[] {
    const found = [outgoing, incoming].map(({ version }) => releaseOfMinor(version) ?? newestRelease);
    return [...new Set(found)];
}

/** Without credentials: the gate has those of the lab, and is reached from this machine only. */
function kubeconfigOf(server: string): string {
    return stringify({
        apiVersion: "v1",
        kind: "Config",
        // Node's client takes no address in plain text without it.
        clusters: [{ name: "gate", cluster: { server, "insecure-skip-tls-verify": true } }],
        contexts: [{ name: "gate", context: { cluster: "gate" } }],
        "current-context": "gate",
    });
}
