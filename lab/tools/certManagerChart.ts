import { join } from "node:path";
import { certManagerVersion } from "../../components/versions";
import { copyTree } from "./copyTree";
import type { ModuleData } from "./moduleData";
import { certManagerModule } from "./toolTable";

/** Without a container nobody answers them, and an unanswered webhook refuses every certificate. */
const webhookConfigurations = ["webhook-mutating-webhook.yaml", "webhook-validating-webhook.yaml"];

/**
 * cert-manager's own chart of the version the lab builds, as its release builder would publish it, but for the two
 * webhook configurations.
 */
export const certManagerChartData: ModuleData = {
    name: "cert-manager-chart",
    unit: "cert-manager",
    module: certManagerModule,
    recipe: "1",
    contents: ["Chart.yaml", join("templates", "deployment.yaml")],
    copy: (module, target) =>
        copyTree(join(module, "deploy", "charts", "cert-manager"), target, {
            skip: (name) => webhookConfigurations.includes(name) || name === "tests",
            edit: { files: ["Chart.yaml"], change: releasedChart },
        }),
};

/** The sources carry a placeholder that is replaced on release day. */
export function releasedChart(text: string): string {
    return text.replace(/^(version|appVersion): v0\.0\.0$/gm, `$1: v${certManagerVersion}`);
}
