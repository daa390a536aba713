import { count, listed } from "../words";
import { idOf, type LeftAlone, type Wanted } from "./model";
import type { Ended } from "./restartAll";
import type { Budgeted } from "./waves";

/** What is about to happen. */
export function planLines(
    wanted: Wanted,
    waves: readonly (readonly Budgeted[])[],
    dryRun: boolean,
): readonly string[] {
    const all = waves.flat();
    const pods = all.reduce((sum, each) => sum + each.pods, 0);
    if (all.length === 0) {
        return [
            wanted === "no proxy"
                ? "Nothing to restart: every pod with a proxy is in a namespace that gives one."
                : `Nothing to restart: every workload that follows ${wanted.tag} runs ${wanted.revision}.`,
        ];
    }
    return [
        `${count(pods, "pod")} of ${count(all.length, "workload")} ${meaning(wanted, pods === 1)}; ${count(waves.length, "wave")}`,
        ...(dryRun
            ? waves.flatMap((wave, index) => [
                  `Wave ${index + 1}`,
                  ...wave.map(
                      (each) =>
                          `  ${each.kind} ${idOf(each)}: ${count(each.pods, "pod")} of ${each.from.join(", ")}`,
                  ),
              ])
            : []),
    ];
}

function meaning(wanted: Wanted, one: boolean): string {
    return wanted === "no proxy"
        ? `still ${one ? "has a proxy" : "have proxies"} although nothing would give ${one ? "it" : "them"} one`
        : `${one ? "has" : "have"} a proxy of another revision than ${wanted.revision}, which the tag ${wanted.tag} points to`;
}

/** Who is left to people, each with its reason. */
export function leftText(left: readonly LeftAlone[]): readonly string[] {
    return left.length === 0
        ? []
        : [
              "Left to you:",
              ...left.map(
                  ({ namespace, what, pods, why }) =>
                      `  ${namespace}: ${what} (${count(pods, "pod")}): ${why}`,
              ),
          ];
}

/** How it ended, and how to go on. `undo` is the way back, where there is one. */
export function endedText(ended: Ended, total: number, undo: string | undefined): readonly string[] {
    switch (ended.how) {
        case "done":
            return [...leftText(ended.left), `Done: ${ended.done} of ${total} workloads current.`];
        case "stopped":
            return [
                "Stopped, because this is not healthy:",
                ...ended.saw.map((each) => `  ${each}`),
                ...leftText(ended.left),
                `${ended.done} of ${total} workloads current; no other is touched.`,
                "To go on: mend it and run this command again; it goes on where it stopped.",
                ...(undo === undefined ? [] : [`To go back: ${undo}.`]),
            ];
        case "interrupted":
            return [
                `Interrupted: ${ended.done} of ${total} workloads current, and nothing new is begun.`,
                ...(ended.moving.length === 0
                    ? []
                    : [`Kubernetes ends by itself what was begun: ${listed(ended.moving, 10)}.`]),
                "Run this command again to go on.",
            ];
    }
}
