import type { IstioMinor } from "../versions";
import { crdVersion } from "./crdVersion";
import type { DeclaredRevisions } from "./declared";
import type { ObservedMesh } from "./observed";
import type { Refusal, RefusalCode } from "./plan";
import { retiredLine } from "./stackLines";
import { compareVersions } from "./support";

export interface PlanInputs {
    readonly declared: DeclaredRevisions;
    readonly observed: ObservedMesh;
    readonly minors: readonly IstioMinor[];
    readonly today: string;
}

type Check = (inputs: PlanInputs) => readonly Refusal[];

/** What a cluster and a stack file come to together that no update may do; what leaves is judged in `leaving`. */
export function refusals(inputs: PlanInputs): readonly Refusal[] {
    return checks.flatMap((check) => check(inputs));
}

const checks: readonly Check[] = [
    changedRevisions,
    retiredRevisions,
    unknownTargets,
    missingDefault,
    unreadyTargets,
    unsupportedKubernetes,
    olderDefinitions,
];

function refusal(code: RefusalCode, subject: string, message: string): Refusal {
    return { code, subject, message, users: [] };
}

/** A revision is one set of objects for one version: changed in place it would be an upgrade without a way back. */
function changedRevisions({ declared, observed }: PlanInputs): readonly Refusal[] {
    return [...declared.revisions].flatMap(([name, { version }]) => {
        const runs = observed.revisions?.get(name)?.version;
        const message = `the revision ${name} runs ${runs} and is declared as ${version}; give ${version} a revision of its own beside it`;
        return runs === undefined || runs === version ? [] : [refusal("revision-changed", name, message)];
    });
}

function retiredRevisions({ declared }: PlanInputs): readonly Refusal[] {
    return [...declared.revisions.keys()]
        .filter((name) => declared.retired.has(name))
        .map((name) =>
            refusal(
                "revision-retired",
                name,
                `the revision ${name} was retired, and pods of its first life could still name it; choose a new name, such as ${name}-b`,
            ),
        );
}

function unknownTargets({ declared }: PlanInputs): readonly Refusal[] {
    return [...declared.tags]
        .filter(([, revision]) => !declared.revisions.has(revision))
        .map(([tag, revision]) =>
            refusal(
                "unknown-revision",
                tag,
                `the tag ${tag} points to ${revision}, which is not declared; declare it or point the tag to one that is`,
            ),
        );
}

function missingDefault({ declared }: PlanInputs): readonly Refusal[] {
    return declared.revisions.size > 0 && !declared.tags.has("default")
        ? [
              refusal(
                  "default-tag-missing",
                  "default",
                  "no tag default is declared, so nothing would judge configuration; point it to a revision",
              ),
          ]
        : [];
}

/** The engine waits for a control plane that it installs; one that stands there and does not answer it takes as it is. */
function unreadyTargets({ declared, observed }: PlanInputs): readonly Refusal[] {
    return [...declared.tags].flatMap(([tag, revision]) => {
        const moves = observed.tags?.get(tag)?.revision !== revision;
        const target = observed.revisions?.get(revision);
        const message = `the tag ${tag} cannot move to ${revision}: its control plane does not answer (${target?.pods.available} of ${target?.pods.wanted} pods); mend it first`;
        return moves && target?.health === "unready" ? [refusal("target-not-ready", tag, message)] : [];
    });
}

function unsupportedKubernetes({
    declared,
    observed: { kubernetes, revisions },
    minors,
    today,
}: PlanInputs): readonly Refusal[] {
    const excused = declared.exceptions.some(
        ({ rule, until }) => rule === "istio-kubernetes" && today <= until,
    );
    if (kubernetes === undefined || excused) {
        return [];
    }
    return [...declared.revisions]
        .filter(([name]) => !revisions?.has(name))
        .flatMap(([name, { version }]) => {
            const range = minors.find(({ minor }) => version.startsWith(`${minor}.`))?.kubernetes;
            const fits =
                range === undefined ||
                (compareVersions(kubernetes, range.oldest) >= 0 &&
                    compareVersions(kubernetes, range.newest) <= 0);
            const message = `Istio ${version} runs on Kubernetes ${range?.oldest} to ${range?.newest}, and this cluster is ${kubernetes}; choose another Istio or move the cluster first`;
            return fits ? [] : [refusal("kubernetes-unsupported", name, message)];
        });
}

/** Older CRDs drop the fields that newer control planes, and objects written for them, rely on. */
function olderDefinitions({ declared, observed: { crds } }: PlanInputs): readonly Refusal[] {
    const wanted = crdVersion(declared);
    if (typeof crds !== "object" || wanted === undefined || compareVersions(wanted, crds.version) >= 0) {
        return [];
    }
    const message = `Istio's CRDs are those of ${crds.version} and would go back to ${wanted}; write ${retiredLine(declared.retired, crds.version.replaceAll(".", "-"))}`;
    return [refusal("crds-would-go-back", crds.version, message)];
}
