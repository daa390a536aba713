export { daysBetween } from "./calendar";
export { checkExceptions, type VersionException } from "./exceptions";
export { checkSupport, compareVersions } from "./support";
