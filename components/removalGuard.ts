import * as pulumi from "@pulumi/pulumi";
import { readCluster } from "./liveCluster";
import { guardHooks } from "./naming";
import { crdVersionProblem } from "./removalGuardCrds";
import { decideRemoval, warnOfRemoval } from "./removalGuardDecision";
import { guardedName, guardedVersion } from "./removalGuardInputs";
import type { Removal } from "./removalGuardText";
import type { RemovalOverride } from "./revisions/declared";

export interface RemovalGuardArgs {
    /** Path of the kubeconfig, or its text. Defaults to what kubectl would use. */
    readonly kubeconfig?: string | undefined;
    /** Context of the kubeconfig. Defaults to its current one. */
    readonly context?: string | undefined;
    /** Revisions and tags that may go although they are used. Defaults to none. */
    readonly removals?: ReadonlyMap<string, RemovalOverride>;
}

/** Hooks of the engine that components tie to what must not go while it is used. */
export interface RemovalGuard {
    readonly revision: pulumi.ResourceHook;
    readonly tag: pulumi.ResourceHook;
    readonly customResourceDefinitions: pulumi.ResourceHook;
}

/**
 * Stops the deletion of a revision or a tag that something in the cluster still uses, and CRDs that would go back
 * to an older version. The engine finds the hooks by name, also for what has left the program: make one guard, once,
 * in every program that ever gave one to a ControlPlane. Reads the cluster only when something is to be deleted.
 *
 * The hooks fail the update with the list of users; at preview they only warn, for what comes earlier in the same
 * update may free what is to go. An unreadable cluster counts as used.
 */
export function removalGuard({ removals = new Map(), ...access }: RemovalGuardArgs = {}): RemovalGuard {
    return {
        revision: removalHook(guardHooks.revision, "revision"),
        tag: removalHook(guardHooks.tag, "tag"),
        // Nothing earlier in an update makes CRDs newer, so a preview may say at once what is wrong.
        customResourceDefinitions: new pulumi.ResourceHook(
            guardHooks.customResourceDefinitions,
            ({ oldInputs, newInputs }) => {
                const problem = crdVersionProblem(guardedVersion(oldInputs), guardedVersion(newInputs));
                if (problem !== undefined) {
                    throw new Error(problem);
                }
            },
            { onDryRun: true },
        ),
    };

    function removalHook(name: string, kind: Removal["kind"]): pulumi.ResourceHook {
        return new pulumi.ResourceHook(
            name,
            async ({ oldInputs }) => {
                const removal = { kind, name: guardedName(oldInputs) };
                const read = () => readCluster(access);
                const override = removals.get(removal.name);
                const warn = (text: string) => pulumi.log.warn(text);
                await (pulumi.runtime.isDryRun()
                    ? warnOfRemoval(removal, { read, override, warn })
                    : decideRemoval(removal, { read, override, warn }));
            },
            { onDryRun: true },
        );
    }
}
