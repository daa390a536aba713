import { readFileSync } from "node:fs";
import { type RequestOptions, request } from "node:https";
import { join } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { parseAllDocuments } from "yaml";
import { requiredTools, startLab } from "../../../lab/cluster";
import { silentReporter } from "../../../lab/reporter";
import { ensureTools, istioCharts, kwokStages } from "../../../lab/tools";
import { resourceOf } from "../../../policies/admission/resources";
import { groupKind } from "../../../policies/engine/object";
import type { TestLab } from "../support/testLab";
import { until } from "../support/until";

export type Content = Readonly<Record<string, unknown>>;

export interface Answer {
    readonly status: number;
    readonly body: Content;
    /** What is said besides, each without its code. */
    readonly warnings: readonly string[];
}

/** The control plane and Istio's CRDs: no istiod, whose webhook would refuse some of it first. */
export async function startWithDefinitions(lab: TestLab): Promise<void> {
    const tools = await ensureTools(requiredTools, silentReporter);
    const stages = await kwokStages(silentReporter);
    await startLab({ home: lab.home, tools, stages, reporter: silentReporter });
    const charts = await istioCharts(silentReporter, undefined);
    const text = readFileSync(join(charts, "base", "files", "crd-all.gen.yaml"), "utf8");
    const definitions = parseAllDocuments(text)
        .map((each) => each.toJS() as Content | null)
        .filter((each): each is Content => each !== null);
    for (const each of definitions) {
        await create(lab.kubernetes, each);
    }
    await until("the API server serves Istio's kinds", async () => {
        const { status } = await ask(
            lab.kubernetes,
            "GET",
            "/apis/security.istio.io/v1/authorizationpolicies",
        );
        return status === 200 ? true : undefined;
    });
}

/** Fails unless the object is created. */
export async function create(config: KubeConfig, object: Content): Promise<void> {
    const { status, body } = await ask(config, "POST", pathOf(object), object);
    if (status !== 201) {
        throw new Error(`${object["kind"]} was answered with ${status}: ${body["message"]}`);
    }
}

/** Work on each, a few at a time. */
export async function forEach<T>(each: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
    const waiting = [...each];
    const worker = async (): Promise<void> => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
            await work(one);
        }
    };
    await Promise.all(Array.from({ length: 12 }, worker));
}

/** Goes through admission and is not kept. */
export function tryOut(config: KubeConfig, object: Content): Promise<Answer> {
    return ask(config, "POST", `${pathOf(object)}?dryRun=All`, object);
}

/** Where objects of its kind are. */
export function pathOf(object: Content): string {
    const apiVersion = String(object["apiVersion"]);
    const { plural, namespaced } = placeOf(groupKind(apiVersion, String(object["kind"])));
    const { namespace = "default" } = object["metadata"] as { readonly namespace?: string };
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    return namespaced ? `${root}/namespaces/${namespace}/${plural}` : `${root}/${plural}`;
}

function placeOf(kind: string): { readonly plural: string; readonly namespaced: boolean } {
    const own = /^admissionregistration\.k8s\.io\/(.*)$/.exec(kind)?.[1];
    return own === undefined
        ? resourceOf(kind)
        : { plural: `${own.toLowerCase().replace(/y$/, "ie")}s`, namespaced: false };
}

export async function ask(
    config: KubeConfig,
    method: string,
    path: string,
    object?: Content,
): Promise<Answer> {
    const options: RequestOptions = { method, headers: { "content-type": "application/json" } };
    await config.applyToHTTPSOptions(options);
    const url = `${config.getCurrentCluster()?.server}${path}`;
    return new Promise((resolve, reject) => {
        request(url, options, (response) => {
            let answer = "";
            response.setEncoding("utf8").on("data", (part) => {
                answer += part;
            });
            response.once("end", () =>
                resolve({
                    status: response.statusCode ?? 0,
                    body: bodyOf(answer),
                    warnings: warningsIn(response.headers["warning"]),
                }),
            );
        })
            .once("error", reject)
            .end(object === undefined ? undefined : JSON.stringify(object));
    });
}

function bodyOf(answer: string): Content {
    try {
        return JSON.parse(answer) as Content;
    } catch {
        return { message: answer };
    }
}

/** `299 - "text", 299 - "text"`. */
function warningsIn(header: string | undefined): readonly string[] {
    return [...(header ?? "").matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map((each) =>
        (each[1] ?? "").replace(/\\(.)/g, "$1"),
    );
}
