export { neededStats } from "./neededStats";
