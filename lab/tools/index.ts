export { cacheFolder } from "./cache";
export { ensureTools, istioCharts, kwokStages, type Tool, type ToolSources } from "./ensureTools";
export { type PulumiHome, pulumiHome } from "./pulumiHome";
export { Interrupted, ToolProblem } from "./toolProblem";
export { pause } from "./interruption";
export { runCommand } from "./runCommand";
export { istioVersion, type ToolName, toolNames } from "./toolTable";
