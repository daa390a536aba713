import { join } from "node:path";
import type { Mesh } from "../../mesh";
import type { Reporter } from "../reporter";
import { ensureTools, envoyFiles, istioCharts, kwokStages, type Tool, toolNames } from "../tools";
import type { Charts } from "./install";
import { share } from "./network";
import type { Programs } from "./program";
import { realPrograms, shareAll } from "./realPrograms";

/** Everything a data plane is made of that is not the mesh itself, where it lies on this machine. */
export interface Materials {
    readonly tools: ReadonlyMap<string, Tool>;
    readonly charts: Charts;
    /** kwok's stages. */
    readonly stages: string;
    readonly envoy: string;
    /** The template of Envoy's bootstrap. */
    readonly bootstrap: string;
    readonly agent: string;
    readonly programs: Programs;
}

/** Found, built or fetched, however long that takes; asks for nothing that only the engine needs. */
export async function gatherMaterials(mesh: Mesh, reporter: Reporter): Promise<Materials> {
    const needed = toolNames.filter((name) => !name.startsWith("pulumi"));
    const tools = await ensureTools([...needed, "pilot-agent", "render-chart"], reporter);
    const pathOf = (name: "pilot-agent" | "render-chart") => tools.get(name)?.path ?? name;
    const envoy = await envoyFiles(reporter);
    return {
        tools,
        charts: { renderer: pathOf("render-chart"), folder: await istioCharts(reporter) },
        stages: await kwokStages(reporter),
        envoy: envoy.binary,
        bootstrap: envoy.bootstrap,
        agent: pathOf("pilot-agent"),
        programs: await realPrograms(mesh, reporter),
    };
}

/** What pods run, at places that every user may enter. */
export interface PodPrograms {
    readonly envoy: string;
    readonly agent: string;
    readonly bootstrap: string;
    readonly node: string;
    /** The stand-in for applications. */
    readonly script: string;
    readonly programs: Programs;
}

export async function sharePrograms(materials: Materials): Promise<PodPrograms> {
    return {
        envoy: await share(materials.envoy, "envoy", "file"),
        agent: await share(materials.agent, "pilot-agent", "file"),
        bootstrap: materials.bootstrap,
        node: await share(process.execPath, "node", "file"),
        script: join(await share(join(__dirname, "standIn"), "stand-in", "folder"), "main.mjs"),
        programs: await shareAll(materials.programs),
    };
}
