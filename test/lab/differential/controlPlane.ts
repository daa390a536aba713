import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { istiodValues } from "../../../components/istio/values";
import { labels } from "../../../components/labels";
import { startLab } from "../../../lab/cluster";
import { labRevision } from "../../../lab/deploy/overrides";
import { silentReporter } from "../../../lab/reporter";
import { ensureTools, istioVersion, kwokStages, toolNames } from "../../../lab/tools";
import type { Plain } from "../support/objects";
import type { TestLab } from "../support/testLab";
import { load } from "./loading";

/** istiod looks at no namespace without it, its own included. */
export const discovered = { [labels.discovery]: labels.discoveryValue };

/** Mesh settings the comparison depends on; the rest is what the program gives every istiod. */
export const trustDomain = "mesh.example";

/**
 * A cluster with the real istiod and the mesh configuration of the program, without the engine: what is compared
 * is istiod's reading of objects, not how they came there.
 */
export async function startControlPlane(lab: TestLab): Promise<void> {
    const tools = await ensureTools(toolNames, silentReporter);
    const stages = await kwokStages(silentReporter);
    await startLab({ home: lab.home, tools, stages, reporter: silentReporter });
    const values = istiodValues({
        revision: labRevision,
        version: istioVersion,
        hub: "docker.io/istio",
        trustDomain,
        size: { replicas: 1, maxReplicas: 1, cpu: "100m", memory: "128Mi" },
        rootNamespace: "istio-system",
    });
    const operator = join(lab.temporary, "operator.json");
    // Mesh config is a field of its own there; as chart values it would be folded in under the profile's.
    writeFileSync(
        operator,
        JSON.stringify({
            apiVersion: "install.istio.io/v1alpha1",
            kind: "IstioOperator",
            spec: {
                profile: "minimal",
                revision: labRevision,
                unvalidatedValues: values,
                meshConfig: values["meshConfig"],
            },
        }),
    );
    const istioctl = tools.get("istioctl")?.path ?? "istioctl";
    const yaml = execFileSync(istioctl, ["manifest", "generate", "-f", operator], {
        encoding: "utf8",
        maxBuffer: 64 * 2 ** 20,
    });
    const objects = parseAllDocuments(yaml)
        .map((document) => document.toJS() as Plain | null)
        .filter((object): object is Plain => object !== null);
    const root: Plain = {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "istio-system", labels: discovered },
    };
    await load(lab.kubernetes, [root, ...objects.filter(isDefinition)]);
    await load(
        lab.kubernetes,
        objects.filter((object) => !isDefinition(object)),
    );
}

function isDefinition({ kind }: Plain): boolean {
    return kind === "CustomResourceDefinition";
}
