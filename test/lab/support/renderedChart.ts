import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { run } from "../../../lab/dataplane/run";
import { silentReporter } from "../../../lab/reporter";
import { ensureTools, type IstioRelease, istioCharts } from "../../../lab/tools";

export interface RenderedObject {
    readonly kind: string;
    readonly metadata: { readonly name: string };
}

/** The objects of one of Istio's charts in one release, as `helm install` into istio-system would make them. */
export async function renderedChart(
    release: IstioRelease,
    chart: string,
    name: string,
    values: object,
): Promise<readonly RenderedObject[]> {
    const folder = join(await istioCharts(silentReporter, undefined, { release }), chart);
    const renderer = (await ensureTools(["render-chart"], silentReporter)).get("render-chart")?.path ?? "";
    const text = await run(renderer, [folder, name, "istio-system", "v1.36.3"], {
        input: JSON.stringify(values),
    });
    return parseAllDocuments(text, { logLevel: "silent" })
        .map((document) => document.toJS() as RenderedObject | null)
        .filter((object): object is RenderedObject => object?.kind !== undefined);
}
