import { badName } from "../components/graph/formats";
import { image } from "../components/graph/sections/deployment";
import { type Content, either, mapOf, oneOf, section, text, whole } from "../components/graph/shape";

/** Part of the requests, in per cent; a share of 0 is written where it is to be raised later. */
const weight = whole("Part of the requests, in per cent.", { min: 0, max: 100, code: "bad-weight" });

const weightsExpected = "a map such as { v1: 90, v2: 10 }, or external";

/** How the traffic of one service is shared between its versions in this environment. */
export const serviceRollout = section(
    {
        weights: either(
            [
                mapOf(weight, weightsExpected, "Part of the requests by subset; together 100."),
                oneOf(
                    ["external"],
                    "A progressive-delivery controller writes the weights; this program leaves them alone.",
                    weightsExpected,
                ),
            ],
            weightsExpected,
            "How requests are shared between subsets. Defaults to all pods alike.",
        ).optional(),
        mirror: section(
            {
                subset: text("the name of a subset", "Version that gets the copies.", badName),
                percent: whole("Part of the requests that is copied, in per cent. Defaults to 100.", {
                    min: 1,
                    max: 100,
                    code: "bad-percent",
                }).optional(),
            },
            "a map such as { subset: v2, percent: 10 }",
            "Copies of requests; what answers them is thrown away.",
        ).optional(),
    },
    "a map such as { weights: { v1: 90, v2: 10 } }",
    "Traffic of a service in this environment.",
);
export type RawServiceRollout = Content<typeof serviceRollout>;

/** A further version of a workload; everything else is the workload's own. */
export const workloadVersion = section(
    {
        image,
        replicas: whole("How many pods; 0 keeps the version ready to be started. Defaults to 1.", {
            min: 0,
            max: 10_000,
        }).optional(),
    },
    "a map such as { image: registry.example.com/cart:2.0.0 }",
    "A version that runs beside the workload's own under the same identity.",
);
export type RawWorkloadVersion = Content<typeof workloadVersion>;
