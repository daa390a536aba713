import { derive } from "../components/derive";
import type { Figure } from "./figure";
import type { Loaded } from "./load";
import { medianCpu } from "./measure";

/** Ten times the services cost ten times as much: the large graph against the small one, derived ten times. */
export function growth(small: Loaded, large: Loaded): Figure {
    const times = large.graph.services.size / small.graph.services.size;
    const cpu = medianCpu(
        [
            {
                name: "small",
                run: () => {
                    for (let each = 0; each < times; each++) {
                        derive(small.graph, small.target);
                    }
                },
            },
            { name: "large", run: () => derive(large.graph, large.target) },
        ],
        5,
    );
    return {
        what: `derive, ${large.graph.services.size} services`,
        cost: cpu.get("large") ?? Number.NaN,
        yardstick: `${times} times ${small.graph.services.size} services`,
        yardstickCost: cpu.get("small") ?? Number.NaN,
        allowed: 1.5,
    };
}
