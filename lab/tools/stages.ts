import { join } from "node:path";
import { copyTree } from "./copyTree";
import type { ModuleData } from "./moduleData";
import { kwokModule } from "./toolTable";

/** How kwok moves nodes and pods through their lives: its own Stage objects, by kind and flavour. */
export const kwokStageData: ModuleData = {
    name: "kwok-stages",
    unit: "kwok",
    module: kwokModule,
    recipe: "1",
    contents: [join("node", "fast"), join("pod", "fast"), join("pod", "general")],
    copy: (module, target) =>
        copyTree(join(module, "kustomize", "stage"), target, {
            skip: (name) => name === "testdata" || name.endsWith(".go"),
        }),
};
