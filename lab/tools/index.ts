export { cacheFolder } from "./cache";
export {
    certManagerChart,
    ensureTools,
    envoyFiles,
    istioCharts,
    kwokStages,
    type Tool,
    type ToolSources,
} from "./ensureTools";
export { pause } from "./interruption";
export { type IstioRelease, istioReleases, newestRelease, releaseOfMinor } from "./istioReleases";
export { type PulumiHome, pulumiHome } from "./pulumiHome";
export { runCommand } from "./runCommand";
export { placeCertManagerStandIn, placeRandomStandIn } from "./standInPlugin";
export { Interrupted, ToolProblem } from "./toolProblem";
export { istioVersion, type ToolName, toolNames } from "./toolTable";
export { compareVersions } from "./versionRange";
