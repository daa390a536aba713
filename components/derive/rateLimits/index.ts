export { rateLimitConfigMaps } from "./configMaps";
export { rateLimitFilters } from "./rateLimitFilters";
export { withRateLimitService } from "./withRateLimitService";
