import { log } from "@pulumi/pulumi";
import { main } from "@pulumi/pulumi/provider";
import { certManagerPlugin, standInNotice } from "./plugin";

/**
 * `pulumi-resource-kubernetes-cert-manager` of a lab: the engine starts it, reads the port it prints, and asks it to
 * construct the one component it knows. The lab writes the launcher (lab/tools/standInPlugin.ts).
 */
const chart = process.env["MESHWRIGHT_CERT_MANAGER_CHART"];
if (chart === undefined) {
    throw new Error("MESHWRIGHT_CERT_MANAGER_CHART must name the folder of cert-manager's chart");
}
void main(
    certManagerPlugin(chart, (text) => void log.warn(text).catch(() => undefined)),
    process.argv.slice(2),
);
process.stderr.write(`${standInNotice}\n`);
