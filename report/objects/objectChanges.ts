import type { Manifest } from "../../components/istio/types";
import { alertChanges, isWatching } from "../observability/alertChanges";
import { changes, type Section, type Statement } from "../statement";
import type { ChangedObject } from "./changedObjects";
import { type ChangedLeaf, changedLeaves, leavesInWords } from "./leaves";
import { counted, enumerated, idOf, titleOf } from "./names";

/** How a kind is told of: in which part, and the fields that other parts tell the meaning of. */
interface Telling {
    readonly section: Section;
    /** Paths, or starts of paths, that say nothing here. */
    readonly except?: readonly string[];
    /** Whether its coming and going is told of elsewhere, by what it does. */
    readonly isTold?: true;
}

const carriers = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"];

const tellings: Readonly<Record<string, Telling>> = {
    AuthorizationPolicy: { section: "access", except: ["spec."], isTold: true },
    PeerAuthentication: { section: "encryption", except: ["spec."], isTold: true },
    NetworkPolicy: { section: "access", except: ["spec."], isTold: true },
    Sidecar: { section: "access", except: ["spec."], isTold: true },
    VirtualService: { section: "traffic", except: ["spec."], isTold: true },
    DestinationRule: { section: "traffic", except: ["spec."], isTold: true },
    ServiceEntry: { section: "egress", except: ["spec.hosts", "spec.exportTo", "spec.ports"], isTold: true },
    Service: { section: "objects", except: ["spec.selector.", "spec.ports"], isTold: true },
    ServiceAccount: { section: "workloads", isTold: true },
    Namespace: { section: "objects", except: ["metadata.labels.istio"], isTold: true },
    RequestAuthentication: { section: "access", except: ["spec.selector."], isTold: true },
    Gateway: { section: "exposure" },
    Certificate: { section: "encryption" },
    Issuer: { section: "encryption" },
    ClusterIssuer: { section: "encryption" },
    EnvoyFilter: { section: "traffic" },
    Telemetry: { section: "observability" },
    PodDisruptionBudget: { section: "workloads" },
    HorizontalPodAutoscaler: { section: "workloads" },
    ...Object.fromEntries(carriers.map((kind) => [kind, { section: "workloads" as const }])),
};

/**
 * What no other part tells the meaning of, field by field; of objects that came or went, how many of each kind.
 * `revisions` are those that come or go; `told` are titles of objects of whose going is told elsewhere.
 */
export function objectChanges(
    changed: readonly ChangedObject[],
    watchers: string | undefined,
    revisions: readonly string[],
    told: ReadonlySet<string> = new Set(),
): readonly Statement[] {
    const tellingOf = tellingIn(watchers);
    const moving = new Set([...movingIn(changed), ...revisions.map((each) => `revision ${each}`)]);
    const read = changed.filter(
        ({ before, after }) => ![before, after].some((each) => each && isWatching(each)),
    );
    const differing = read.flatMap(({ before, after }) =>
        before === undefined || after === undefined ? [] : differences(before, after, tellingOf(after)),
    );
    return [
        ...alike(differing),
        ...comings(read, moving, tellingOf, "after", "is new", "are new"),
        ...comings(
            read.filter(({ before }) => before === undefined || !told.has(titleOf(before))),
            moving,
            tellingOf,
            "before",
            "is gone",
            "are gone",
        ),
        ...alertChanges(changed, (subject) => moving.has(subject)),
    ];
}

/** What comes or goes, as others speak of it: workloads, Services and namespaces. */
function movingIn(changed: readonly ChangedObject[]): readonly string[] {
    return changed.flatMap(({ before, after }) => {
        const object = before === undefined ? after : after === undefined ? before : undefined;
        const isSubject = object !== undefined && [...carriers, "Service", "Namespace"].includes(object.kind);
        return isSubject ? [idOf(object.metadata)] : [];
    });
}

interface Difference {
    readonly section: Section;
    readonly title: string;
    readonly what: string;
}

function differences(
    before: Manifest,
    after: Manifest,
    { section, except = [] }: Telling,
): readonly Difference[] {
    const differing = changedLeaves(meaningOf(before), meaningOf(after)).filter(
        ({ path }) => !except.some((each) => path.startsWith(each)) && !isBookkeeping(path),
    );
    const restarts =
        carriers.includes(after.kind) && differing.some(({ path }) => path.startsWith("spec.template."));
    // Which of the configurations beside it are mounted follows from those, which are told of themselves.
    const leaves = differing.filter(({ path }) => section !== "observability" || !isMounting(path));
    const said = [
        ...(leaves.length === 0 ? [] : [leavesInWords(leaves.map(shortLeaf))]),
        ...(restarts ? ["its pods restart"] : []),
    ];
    return said.length === 0 ? [] : [{ section, title: titleOf(after), what: said.join("; ") }];
}

/** Objects that change in the same way, in one sentence. */
function alike(differing: readonly Difference[]): readonly Statement[] {
    const groups = new Map<string, Difference[]>();
    for (const each of differing) {
        const key = `${each.section} ${each.what}`;
        groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    return [...groups.values()].flatMap(([first, ...others]) =>
        first === undefined
            ? []
            : [
                  changes(
                      first.section,
                      others.length === 0
                          ? `${first.title}: ${first.what}`
                          : `each of ${enumerated([first, ...others].map(({ title }) => title))}: ${first.what}`,
                  ),
              ],
    );
}

function comings(
    changed: readonly ChangedObject[],
    moving: ReadonlySet<string>,
    tellingOf: (object: Manifest) => Telling,
    side: "before" | "after",
    one: string,
    many: string,
): readonly Statement[] {
    const other = side === "after" ? "before" : "after";
    const byKind = new Map<string, Manifest[]>();
    // A workload that is gone is told of with the calls that go with it; what is named for it, or belongs to its
    // namespace or its namespace's stage, with that.
    const isToldElsewhere = (object: Manifest): boolean => {
        const { namespace = "", labels = {} } = object.metadata;
        return carriers.includes(object.kind)
            ? side === "before"
            : tellingOf(object).isTold === true ||
                  moving.has(idOf(object.metadata)) ||
                  moving.has(namespace) ||
                  labels["meshwright.io/stage"] !== undefined ||
                  (object.kind === "Gateway" && serversIn(object).length === 0);
    };
    for (const change of changed) {
        const object = change[side];
        if (object !== undefined && change[other] === undefined && !isToldElsewhere(object)) {
            byKind.set(object.kind, [...(byKind.get(object.kind) ?? []), object]);
        }
    }
    return [...byKind.values()].flatMap((objects) => {
        const [first] = objects;
        if (first === undefined) {
            return [];
        }
        const { section } = tellingOf(first);
        return [
            changes(
                section,
                objects.length === 1
                    ? `${titleOf(first)} ${one}`
                    : `${counted(objects.length, first.kind)} ${many}: ${enumerated(objects.map(nameOf))}`,
            ),
        ];
    });
}

function nameOf(object: Manifest): string {
    return titleOf(object).slice(object.kind.length + 1);
}

/** Everything in the namespace of what watches the mesh is about that, but for who may call it. */
function tellingIn(watchers: string | undefined): (object: Manifest) => Telling {
    return ({ kind, metadata }) => {
        const telling = tellings[kind] ?? { section: "objects" };
        const isWatcher = watchers !== undefined && metadata.namespace === watchers;
        return isWatcher && telling.isTold !== true ? { ...telling, section: "observability" } : telling;
    };
}

/** Without status, and of a Gateway without the servers that only the mesh can reach: those are ways out. */
function meaningOf(object: Manifest): unknown {
    const { kind, metadata, ...rest } = object;
    const { labels, annotations } = metadata;
    return {
        metadata: { labels, annotations },
        ...rest,
        ...(kind === "Gateway" ? { spec: { ...(rest["spec"] as object), servers: serversIn(object) } } : {}),
    };
}

function serversIn({ spec }: Manifest): readonly unknown[] {
    const { servers = [] } = spec as {
        readonly servers?: readonly { readonly tls?: { readonly mode?: string } }[];
    };
    return servers.filter(({ tls }) => tls?.mode !== "ISTIO_MUTUAL");
}

function isMounting(path: string): boolean {
    return /^spec\.template\.(spec\.(volumes\[|containers\[[^\]]*\]\.volumeMounts\[)|metadata\.annotations\.meshwright\.io\/config$)/.test(
        path,
    );
}

/** What only tells tools something, what access and stages are told by, and the version an object is served in. */
const bookkeeping = [
    "apiVersion",
    "metadata.labels.app.kubernetes.io/",
    "metadata.labels.meshwright.io/",
    "metadata.annotations.meshwright.io/",
    "metadata.annotations.istio.io/dry-run",
];

function isBookkeeping(path: string): boolean {
    return bookkeeping.some((each) => path.startsWith(each));
}

/** `spec.template.spec.containers[payments].image` reads as `containers[payments].image`. */
function shortLeaf(leaf: ChangedLeaf): ChangedLeaf {
    return {
        ...leaf,
        path: leaf.path.replace(/^spec\.(template\.spec\.|jobTemplate\.spec\.template\.spec\.)?/, ""),
    };
}
