import { join } from "node:path";
import { stringify } from "yaml";
import { runSynth } from "../synth/run";
import { synthesise } from "../synth/synthesise";
import type { Figure } from "./figure";
import { benchDay } from "./load";
import { medianCpu } from "./measure";

/** All of synth, reading and parsing and writing files included, against serialising its objects with the library. */
export function synthCost(stackFile: string, folder: string): Figure {
    const result = synthesise(stackFile, benchDay);
    if (!result.ok) {
        throw new Error("internal error: the generated catalogue has problems");
    }
    // Copies without shared parts, which the library would spend its time on turning into anchors.
    const objects = result.value.flatMap(
        ({ manifests }) => JSON.parse(JSON.stringify(manifests)) as unknown[],
    );
    const silent = { out: () => undefined, err: () => undefined };
    const args = ["--stack", stackFile, "--out", join(folder, "out")];
    const cpu = medianCpu(
        [
            { name: "synth", run: () => runSynth(args, benchDay, silent) },
            { name: "yaml", run: () => objects.map((each) => stringify(each)) },
        ],
        3,
    );
    return {
        what: `synth, ${objects.length} objects`,
        cost: cpu.get("synth") ?? Number.NaN,
        yardstick: "the yaml library alone",
        yardstickCost: cpu.get("yaml") ?? Number.NaN,
        allowed: 2,
    };
}
