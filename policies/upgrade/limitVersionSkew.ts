import { compareVersions } from "../../components/revisions/support";
import { type ControlPlane, controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import { crdVersions, customResourceDefinitionKinds } from "../engine/customResourceDefinitions";
import { minorNumber, type StatedVersion } from "../engine/istioVersion";
import { type NodeAgent, nodeAgentKinds, nodeAgents } from "../engine/nodeAgents";
import type { PolicyObject } from "../engine/object";
import { type StackFinding, type StackRule, unproven, violation } from "../engine/rule";

export const limitVersionSkew: StackRule = {
    scope: "stack",
    id: "H-05",
    name: "meshwright-upgrade-limit-version-skew",
    displayName: "Limit how far versions are apart",
    description:
        "Revisions may be two minors apart, with istio-cni or ztunnel one; those may not be ahead of every istiod; CRDs " +
        "must be as new as the newest istiod.",
    severity: "high",
    remediationSteps:
        "Upgrade in the order CRDs, istiod, istio-cni, ztunnel, gateways, and in steps that Istio tests: two minors from " +
        "revision to revision, one with istio-cni or ztunnel.",
    settings: [],
    kinds: [...new Set([...controlPlaneKinds, ...nodeAgentKinds, ...customResourceDefinitionKinds])],

    *check(objects) {
        const planes = controlPlanes(objects);
        const agents = nodeAgents(objects);
        const crds = crdVersions(objects);
        // A version by itself is never skewed.
        if (planes.length + agents.length + crds.length < 2 || planes.length === 0) {
            return;
        }
        yield* [...planes, ...agents, ...crds].flatMap((each: Versioned) => unknownVersion(each));
        const known = planes.flatMap(knownVersion).sort((left, right) => compare(left, right));
        const oldest = known[0];
        const newest = known.at(-1);
        if (oldest === undefined || newest === undefined) {
            return;
        }
        yield* jump(oldest, newest, agents);
        for (const agent of agents.flatMap(knownVersion)) {
            yield* agentSkew(agent, oldest, newest);
        }
        for (const crd of crds.flatMap(knownVersion)) {
            if (compare(crd, newest) < 0) {
                const message = `older than istiod ${newest.known}, which may need fields that these CRDs drop`;
                const fix = `install the CRDs of ${newest.known} first: newer ones serve older control planes`;
                yield { object: crd.object, finding: violation(crd.version.field, message, fix) };
            }
        }
    },
};

type Known<Item> = Item & { readonly known: string };
interface Versioned {
    readonly object: PolicyObject;
    readonly version: StatedVersion;
}

/** What is not known yet cannot be compared; what states no version at all is for F-05 to say. */
function unknownVersion({ object, version }: Versioned): readonly StackFinding[] {
    return version.field.isUnknown ? [{ object, finding: unproven(version.field) }] : [];
}

function knownVersion<Item extends Versioned>(item: Item): readonly Known<Item>[] {
    return item.version.version === undefined ? [] : [{ ...item, known: item.version.version }];
}

function compare(left: { readonly known: string }, right: { readonly known: string }): number {
    return compareVersions(left.known, right.known);
}

function minorsBetween(older: { readonly known: string }, newer: { readonly known: string }): number {
    return minorNumber(newer.known) - minorNumber(older.known);
}

function* jump(
    oldest: Known<ControlPlane>,
    newest: Known<ControlPlane>,
    agents: readonly NodeAgent[],
): Iterable<StackFinding> {
    const between = minorsBetween(oldest, newest);
    const [agent] = agents;
    const most = agent === undefined ? 2 : 1;
    if (between > most) {
        const why = agent === undefined ? "" : `, because ${agent.name} serves all revisions in one version`;
        const message = `${between} minors after ${oldest.known} of revision ${oldest.revision}, and ${most} ${most === 1 ? "is" : "are"} tested${why}`;
        const fix = "take the step in between first";
        yield { object: newest.object, finding: violation(newest.version.field, message, fix) };
    }
}

function* agentSkew(
    agent: Known<NodeAgent>,
    oldest: Known<ControlPlane>,
    newest: Known<ControlPlane>,
): Iterable<StackFinding> {
    const { object, version, name } = agent;
    if (compare(agent, newest) > 0) {
        const message = `so ${name} is ahead of istiod ${newest.known}, the newest there is`;
        yield { object, finding: violation(version.field, message, "upgrade istiod first") };
        return;
    }
    const far = [oldest, newest].find((each) => Math.abs(minorsBetween(agent, each)) > 1);
    if (far !== undefined) {
        const message = `so ${name} is more than one minor from istiod ${far.known} of revision ${far.revision}`;
        const fix = "bring them within one minor of each other";
        yield { object, finding: violation(version.field, message, fix) };
    }
}
