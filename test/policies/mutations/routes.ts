import type { Mutation } from "./mutation";

export const routesMutations: readonly Mutation[] = [];
