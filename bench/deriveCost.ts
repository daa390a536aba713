import { derive } from "../components/derive";
import type { Figure } from "./figure";
import type { Loaded } from "./load";
import { medianCpu } from "./measure";

/** Deriving costs no more than a few times writing the result down as JSON, the least anyone could do with it. */
export function deriveCost({ graph, target }: Loaded): Figure {
    const { platform, namespaces } = derive(graph, target);
    const result = [platform, [...namespaces]];
    const cpu = medianCpu(
        [
            { name: "derive", run: () => derive(graph, target) },
            { name: "JSON", run: () => JSON.stringify(result) },
        ],
        15,
    );
    return {
        what: `derive, ${graph.services.size} services`,
        cost: cpu.get("derive") ?? Number.NaN,
        yardstick: "JSON.stringify of its result",
        yardstickCost: cpu.get("JSON") ?? Number.NaN,
        allowed: 3,
    };
}
