/** `namespace/name`, the one way anything in the graph is referred to. */
export type Id = string;
