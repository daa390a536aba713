/**
 * A Kubernetes object, or part of a configuration, as data: what a program of another language can hand over.
 * Interfaces can be assigned to it, which `unknown` values would not allow, and the analyser that makes the package's
 * schema knows no other word for any value.
 */
// biome-ignore lint/suspicious/noExplicitAny: see above; what is in it is checked where it is read.
export type PlainObject = Record<string, any>;
