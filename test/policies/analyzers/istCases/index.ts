import type { CorpusCase } from "../corpus";
import { configurationCases } from "./configuration";
import { edgeCases } from "./edge";
import { routeCases } from "./routes";
import { validityCases } from "./validity";
import { workloadCases } from "./workloads";

/** Every message of istioctl that files can show, once at least. */
export const istCases: readonly CorpusCase[] = [
    ...routeCases,
    ...edgeCases,
    ...workloadCases,
    ...configurationCases,
    ...validityCases,
];
