import type { Manifest } from "../../components/istio/types";
import type { Section, Statement } from "../statement";
import { comparedServers } from "./gatewayServers";
import { hiddenInWords } from "./leafWords";
import { type ChangedLeaf, changedLeaves, leavesInWords } from "./leaves";
import { enumerated } from "./names";
import { groupAndKind, isCarrier, type Telling, titleInWords } from "./tellings";

export interface Difference {
    readonly section: Section;
    readonly effect: Statement["effect"];
    readonly title: string;
    readonly what: string;
}

/** What an object says otherwise than before, and no other part tells; `isToldAt` tells of further paths. */
export function differences(
    before: Manifest,
    after: Manifest,
    { section, except = [] }: Telling,
    isToldAt: (path: string) => boolean = () => false,
): readonly Difference[] {
    const isGateway = groupAndKind(after) === "networking.istio.io/Gateway";
    const servers = isGateway ? comparedServers(before, after) : undefined;
    const differing = changedLeaves(
        meaningOf(before, servers?.before),
        meaningOf(after, servers?.after),
    ).filter(
        ({ path }) =>
            !except.some((each) => path.startsWith(each)) && !isBookkeeping(path) && !isToldAt(path),
    );
    const restarts = isCarrier(after) && differing.some(({ path }) => path.startsWith("spec.template."));
    // Which of the configurations beside it are mounted follows from those, which are told of themselves.
    const leaves = differing.filter(({ path }) => section !== "observability" || !isMounting(path));
    const isHidden = ({ path }: ChangedLeaf): boolean =>
        groupAndKind(after) === "core/Secret" && /^(data|stringData)(\.|$)/.test(path);
    const shown = leaves.filter((each) => !isHidden(each));
    const hidden = leaves.filter(isHidden).map(({ path }) => path);
    const said = [
        ...(shown.length === 0 ? [] : [leavesInWords(shown.map(shortLeaf))]),
        ...(hidden.length === 0 ? [] : [hiddenInWords(hidden)]),
        ...(restarts ? ["its pods restart"] : []),
    ];
    const effect = servers?.effect ?? "changes";
    return said.length === 0 ? [] : [{ section, effect, title: titleInWords(after), what: said.join("; ") }];
}

/** Objects that change in the same way, in one sentence. */
export function alike(differing: readonly Difference[]): readonly Statement[] {
    const groups = new Map<string, Difference[]>();
    for (const each of differing) {
        const key = `${each.section} ${each.effect} ${each.what}`;
        groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    return [...groups.values()].flatMap((group) => {
        const [first] = group;
        if (first === undefined) {
            return [];
        }
        const { section, effect, what } = first;
        const who =
            group.length === 1 ? first.title : `each of ${enumerated(group.map(({ title }) => title))}`;
        return [{ section, effect, sentence: `${who}: ${what}`, because: [] }];
    });
}

/** Without status, and of a Gateway only the `servers` that are compared. */
function meaningOf(object: Manifest, servers: readonly unknown[] | undefined): unknown {
    const { kind: _kind, metadata, status: _status, ...rest } = object as Manifest & { status?: unknown };
    const { labels, annotations } = metadata;
    return {
        metadata: { labels, annotations },
        ...rest,
        ...(servers === undefined ? {} : { spec: { ...(rest["spec"] as object | undefined), servers } }),
    };
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
