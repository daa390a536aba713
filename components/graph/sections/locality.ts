import { badNodeLabel } from "../formats";
import { either, list, oneOf, section, text } from "../shape/leaves";

const expected = "nearest, anywhere, or { failover: [topology.kubernetes.io/region] }";

const failover = section(
    {
        failover: list(
            text(
                "a node label such as topology.kubernetes.io/zone",
                "A label that near pods share with the caller.",
                badNodeLabel,
            ),
            "a list of node labels such as [topology.kubernetes.io/region, topology.kubernetes.io/zone]",
            "Pods that share all of these with the caller first, then those that share all but the last, and so on.",
        ),
    },
    expected,
    "Nearness by labels, the most important first.",
);

export const locality = either(
    [
        oneOf(
            ["nearest", "anywhere"],
            "`nearest`: the caller's zone, then its region, then anywhere; `anywhere`: all pods alike.",
            expected,
        ),
        failover,
    ],
    expected,
    "Which pods a caller prefers by where they run. Defaults to what the mesh does: nearest.",
);
