import * as pulumi from "@pulumi/pulumi";
import { readCluster } from "./liveCluster";
import { guardHooks } from "./naming";
import { crdVersionProblem, keptCrdsProblem } from "./removalGuardCrds";
import { decideRemoval, warnOfRemoval } from "./removalGuardDecision";
import { guardedName, guardedVersion, guardIdentity, tagTarget } from "./removalGuardInputs";
import type { Removal } from "./removalGuardText";
import type { RemovalOverride } from "./revisions/declared";
import { observeCrds } from "./revisions/observeShared";
import { type TagMove, tagMoveDoubt, tagMoveProblem } from "./tagTargetGuard";

export interface RemovalGuardArgs {
    /** Path of the kubeconfig, or its text. Defaults to what kubectl would use. */
    readonly kubeconfig?: string | undefined;
    /** Context of the kubeconfig. Defaults to its current one. */
    readonly context?: string | undefined;
    /** Revisions and tags that may go although they are used. Defaults to none. */
    readonly removals?: ReadonlyMap<string, RemovalOverride>;
    /** Why anything may go, also what no stack file names any more: the whole mesh is taken away. Defaults to nothing. */
    readonly everything?: RemovalOverride | undefined;
}

/** Hooks of the engine that components tie to what must not go, or move, while that would break something. */
export interface RemovalGuard {
    readonly revision: pulumi.ResourceHook;
    readonly tag: pulumi.ResourceHook;
    /** Before a tag points elsewhere. */
    readonly tagTarget: pulumi.ResourceHook;
    /** Before CRDs are made, and before they become those of another version. */
    readonly customResourceDefinitions: pulumi.ResourceHook;
}

/** Hooks live in the program that made them, so they come with the options and not with what a component is told. */
export interface GuardedOptions extends pulumi.ComponentResourceOptions {
    /** Stops the deletion of what is used, and CRDs that would go back. Defaults to none: then nothing asks. */
    guard?: RemovalGuard;
}

/**
 * Stops the deletion of a revision or a tag that something in the cluster still uses, a tag that would move to a
 * control plane that does not answer, and CRDs that would go back to an older version. The engine finds the hooks by
 * name, also for what has left the program: make one guard, once, in every program that ever gave one to a
 * ControlPlane. Reads the cluster only when one of these is to happen.
 *
 * The hooks fail the update and say why; at preview they only warn, for what comes earlier in the same update may
 * free what is to go. An unreadable cluster counts as used, and so does another one than the guard was made in.
 */
export function removalGuard({
    removals = new Map(),
    everything,
    ...access
}: RemovalGuardArgs = {}): RemovalGuard {
    const warn = (text: string) => pulumi.log.warn(text);
    return {
        revision: removalHook(guardHooks.revision, "revision"),
        tag: removalHook(guardHooks.tag, "tag"),
        tagTarget: hook(guardHooks.tagTarget, async ({ oldInputs, newInputs }) => {
            const [before, { tag, revision: to }] = [tagTarget(oldInputs), tagTarget(newInputs)];
            if (before.revision !== to) {
                await judgeMove({ tag, to });
            }
        }),
        customResourceDefinitions: hook(
            guardHooks.customResourceDefinitions,
            async ({ oldInputs, newInputs }) => {
                const to = guardedVersion(newInputs);
                // Nothing earlier in an update makes CRDs newer, so a preview may say at once what is wrong.
                const problem =
                    oldInputs === undefined
                        ? keptCrdsProblem({ crds: observeCrds(await readCluster(access)) }, to)
                        : crdVersionProblem(guardedVersion(oldInputs), to);
                if (problem !== undefined) {
                    throw new Error(problem);
                }
            },
        ),
    };

    function removalHook(name: string, kind: Removal["kind"]): pulumi.ResourceHook {
        return hook(name, async ({ type, oldInputs, oldOutputs }) => {
            const removal = { kind, name: guardedName(kind, oldInputs) };
            const read = () => readCluster(access, guardIdentity(type, oldOutputs));
            const override = removals.get(removal.name) ?? everything;
            await (pulumi.runtime.isDryRun()
                ? warnOfRemoval(removal, { read, override, warn })
                : decideRemoval(removal, { read, override, warn }));
        });
    }

    async function judgeMove(move: TagMove): Promise<void> {
        const view = await readCluster(access);
        if (pulumi.runtime.isDryRun()) {
            const doubt = tagMoveDoubt(move, view);
            return doubt === undefined ? undefined : warn(doubt);
        }
        const problem = tagMoveProblem(move, view);
        if (problem !== undefined) {
            throw new Error(problem);
        }
    }
}

/** Runs at preview too, where most of it is a warning. */
function hook(name: string, ask: (args: pulumi.ResourceHookArgs) => Promise<void>): pulumi.ResourceHook {
    return new pulumi.ResourceHook(name, ask, { onDryRun: true });
}
