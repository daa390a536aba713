import { readdirSync, readFileSync } from "node:fs";
import type { TestLab } from "../support/testLab";

/** Where the lab's istiod serves xDS in plain text: for proxies on the same machine, as these are. */
export function istiodAddress(lab: TestLab): string {
    for (const id of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
        const words = commandOf(id);
        const grpc = words.find((word) => word.startsWith("--grpcAddr="));
        if (grpc !== undefined && words.some((word) => word.includes(lab.home))) {
            return grpc.slice("--grpcAddr=".length);
        }
    }
    throw new Error("no istiod of this lab runs");
}

/** True once the lab counts its istiod among the healthy processes, undefined before. */
export async function isReady(lab: TestLab): Promise<true | undefined> {
    const { processes } = await lab.status();
    return processes.some(({ name, healthy }) => name.startsWith("istiod") && healthy) ? true : undefined;
}

function commandOf(id: string): readonly string[] {
    try {
        return readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
    } catch {
        return [];
    }
}
