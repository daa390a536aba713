import { existsSync } from "node:fs";
import { labPaths } from "./paths";

/** The path of the lab's kubeconfig, or undefined when the lab has not been started. */
export function labKubeconfig(home: string): string | undefined {
    const { kubeconfig } = labPaths(home);
    return existsSync(kubeconfig) ? kubeconfig : undefined;
}
