import { type DeclaredRevisions, leavesNoMesh, removalOfEverything } from "../components/revisions";
import { ownsPlatform } from "../scope";
import type { Settings } from "../settings";

/**
 * What a stack file says about revisions and their followers. The catalogue is not asked, so that a mistake in it
 * stands in nobody's way who has to look after a mesh. A rollback that leaves no mesh declares nothing; one that
 * injects nothing has no namespace that follows a tag.
 */
export function declaredRevisions(settings: Settings): DeclaredRevisions {
    const { revisions, tags, retired, removals, cni, exceptions, rollback, rollout, scope } = settings;
    const everything = removalOfEverything(rollback);
    const unmeshed = leavesNoMesh(rollback);
    return {
        // Also in an emergency: who owns the control plane takes it away.
        ownsControlPlane: ownsPlatform(scope),
        revisions: unmeshed ? new Map() : revisions,
        tags: unmeshed ? new Map() : tags,
        namespaces: unmeshed || rollback?.to === "uninjected" ? new Map() : injected(settings),
        gateways: new Map(
            unmeshed
                ? []
                : [...rollout.platform.gateways].map(([name, { namespace, tag, canary }]) => [
                      name,
                      { namespace, tag, ...(canary === undefined ? {} : { canaryTag: canary.tag }) },
                  ]),
        ),
        ...(cni === undefined || unmeshed ? {} : { cni: { version: cni.version } }),
        retired,
        removals,
        ...(everything === undefined ? {} : { everything }),
        exceptions,
    };
}

function injected({ rollout }: Settings): DeclaredRevisions["namespaces"] {
    return new Map(
        [...rollout.namespaces]
            .filter(([, { stage }]) => stage !== "off")
            // As in the graph: `stable` is what a namespace follows that names no tag.
            .map(([name, { tag = "stable" }]) => [name, { tag }]),
    );
}
