import { istioReleases } from "../tools/istioReleases";
import type { LabPaths } from "./paths";
import type { Probe } from "./probe";
import { labMarker } from "./processIdentity";

/** A program the lab runs. Built by pure functions, one file per program, so tests can read what will be run. */
export interface ProcessSpec {
    readonly name: string;
    readonly command: string;
    readonly args: readonly string[];
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
    /** Without a probe a process counts as healthy while it runs. */
    readonly probe?: Probe;
    /** The port a person would ask for, if the program listens on one. */
    readonly port?: number;
}

/** Where the binaries are; the keys are the programs' own names. */
export type LabTools = ReadonlyMap<string, { readonly path: string }>;

export const requiredTools = [
    "etcd",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "kwok",
    "pilot-discovery",
    "cert-manager-controller",
] as const;

/** Without these a lab starts, and runs no pods that need them. */
export const optionalTools = istioReleases
    .map(({ discovery }) => discovery)
    .filter((name) => !requiredTools.some((required) => required === name));

export type RequiredTool = (typeof requiredTools)[number];

export function toolPath(tools: LabTools, name: RequiredTool): string {
    const tool = tools.get(name);
    if (!tool) {
        throw new Error(`the lab needs ${name}, but was given only: ${[...tools.keys()].sort().join(", ")}`);
    }
    return tool.path;
}

/**
 * Nothing of the user's environment reaches the processes but PATH: proxies, Kubernetes variables or Go
 * settings of a shell must not change what a lab does. Temporary files stay in the home and go with it.
 */
export function labEnvironment(paths: LabPaths): Record<string, string> {
    return {
        PATH: process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
        HOME: paths.run,
        TMPDIR: paths.temporary,
        [labMarker]: paths.home,
    };
}
