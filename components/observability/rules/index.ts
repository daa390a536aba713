export { ruleFiles } from "./files";
export { type Alert, isAlert, type Rule, type RuleFile, type RuleGroup } from "./model";
export { neededStats } from "./neededStats";
export { plainGroups, ruleFileText, runbookUrl } from "./render";
