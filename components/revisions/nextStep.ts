import { crdVersion } from "./crdVersion";
import type { DeclaredRevisions } from "./declared";
import { counted } from "./leaving";
import { tagsByRisk } from "./moves";
import type { ObservedMesh } from "./observed";
import type { PlanStep, RevisionPlan } from "./plan";
import { retiredLine, tagsLine } from "./stackLines";
import { compareVersions } from "./support";

/** The one thing to do now. */
export interface NextStep {
    readonly sentence: string;
    /** Line of the stack file to change. */
    readonly change?: string;
    /** Command to run. */
    readonly command?: string;
}

type Advice = (
    declared: DeclaredRevisions,
    observed: ObservedMesh,
    plan: RevisionPlan,
) => NextStep | undefined;

/**
 * The next safe step on the way from the oldest declared revision to the newest: what is refused, then what waits to
 * be applied, then proxies that must follow, then the next tag, at last the revision that nobody needs any more.
 */
export function nextStep(declared: DeclaredRevisions, observed: ObservedMesh, plan: RevisionPlan): NextStep {
    for (const advice of advices) {
        const step = advice(declared, observed, plan);
        if (step !== undefined) {
            return step;
        }
    }
    return { sentence: "Nothing to do: every proxy that could be seen runs what its tag points to." };
}

const update = "pulumi up";
const updates: ReadonlySet<PlanStep["kind"]> = new Set([
    "crds",
    "install",
    "move-tag",
    "move-default",
    "cni",
    "remove-tag",
    "retire",
]);

const advices: readonly Advice[] = [
    (_declared, _observed, { refusals }) =>
        refusals.length === 0
            ? undefined
            : {
                  sentence: `Nothing moves while something is refused: ${refusals.map(({ subject }) => subject).join(", ")}.`,
              },
    (_declared, observed) =>
        observed.revisions === undefined
            ? {
                  sentence:
                      "The cluster could not be read, so nobody knows what is safe; let it be read first.",
              }
            : undefined,
    unready,
    (_declared, _observed, { steps }) => {
        const waiting = steps.filter(({ kind }) => updates.has(kind)).length;
        return waiting === 0
            ? undefined
            : {
                  sentence: `The stack file is ahead of the cluster by ${inWords(waiting)}; apply it.`,
                  command: update,
              };
    },
    (_declared, _observed, { steps }) => {
        const restart = steps.find((step) => step.kind === "restart");
        return (
            restart && {
                sentence:
                    restart.pods === 1
                        ? `One proxy has not followed the tag ${restart.tag} yet; restart what it belongs to.`
                        : `${restart.pods} proxies have not followed the tag ${restart.tag} yet; restart what they belong to.`,
                command: `npm run revisions -- restart --tag ${restart.tag}`,
            }
        );
    },
    (declared) =>
        declared.ownsControlPlane === false
            ? {
                  sentence:
                      "Nothing to do here: the control plane is another stack's, and every proxy that could be seen runs what its tag points to.",
              }
            : undefined,
    firstCanary,
    nextTag,
    cniBehind,
    retirement,
];

function inWords(count: number): string {
    return count === 1 ? "one step" : `${count} steps`;
}

function unready(declared: DeclaredRevisions, observed: ObservedMesh): NextStep | undefined {
    const sick = [...declared.revisions.keys()].find(
        (revision) => observed.revisions?.get(revision)?.health === "unready",
    );
    return sick === undefined
        ? undefined
        : {
              sentence: `The control plane ${sick} does not answer; see why before anything moves.`,
              command: `kubectl -n istio-system get pods -l app=istiod,istio.io/rev=${sick}`,
          };
}

function newest(declared: DeclaredRevisions): string | undefined {
    return [...declared.revisions]
        .sort(
            ([leftName, left], [rightName, right]) =>
                compareVersions(left.version, right.version) || (leftName < rightName ? -1 : 1),
        )
        .at(-1)?.[0];
}

function firstCanary(declared: DeclaredRevisions): NextStep | undefined {
    const to = newest(declared);
    if (to === undefined || declared.revisions.size < 2 || [...declared.tags.values()].includes(to)) {
        return undefined;
    }
    return {
        sentence: `${to} is up and nothing uses it yet; let a tag point to it that one namespace follows.`,
        change: tagsLine(declared.tags, "canary", to),
    };
}

function nextTag(declared: DeclaredRevisions): NextStep | undefined {
    const to = newest(declared);
    const behind = tagsByRisk(declared).find((tag) => declared.tags.get(tag) !== to);
    if (to === undefined || behind === undefined) {
        return undefined;
    }
    const what =
        behind === "default"
            ? "the default validator moves with it"
            : "its proxies follow when their pods restart";
    return {
        sentence: `When ${to} has proved itself, move the tag ${behind}: ${what}.`,
        change: tagsLine(declared.tags, behind, to),
    };
}

function cniBehind(declared: DeclaredRevisions): NextStep | undefined {
    const to = crdVersion({ revisions: declared.revisions, retired: new Set() });
    return declared.cni === undefined || to === undefined || compareVersions(declared.cni.version, to) >= 0
        ? undefined
        : {
              sentence: `Every tag is on the newest control plane; istio-cni follows, for all nodes at once.`,
              change: `meshwright:cni: { version: ${to} }`,
          };
}

function retirement(declared: DeclaredRevisions, observed: ObservedMesh): NextStep | undefined {
    const targets = new Set(declared.tags.values());
    const idle = [...declared.revisions.keys()].sort().find((revision) => !targets.has(revision));
    if (idle === undefined) {
        return undefined;
    }
    const use = observed.revisionUse.get(idle);
    if (use?.state === "free") {
        return {
            sentence: `Nothing uses ${idle} any more; retire it, as an update of its own.`,
            change: `remove ${idle} from meshwright:revisions and write ${retiredLine(declared.retired, idle)}`,
        };
    }
    return {
        sentence:
            use?.state === "used"
                ? `${idle} has no tag and is still used by ${counted(use.by)}; move them, then it can be retired.`
                : `${idle} has no tag, but whether anything uses it is not known: ${(use?.because ?? ["it was not looked for"]).join("; ")}.`,
    };
}
