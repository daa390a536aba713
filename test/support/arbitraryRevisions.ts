import fc from "fast-check";
import type {
    DeclaredRevisions,
    ObservedMesh,
    ObservedRevision,
    ObservedTag,
    Use,
} from "../../components/revisions";

export const today = "2026-11-28";

const versions = ["1.28.4", "1.29.9", "1.30.3", "1.30.5", "1.31.0", "1.31.1"] as const;
/** Few names, so that what is declared and what is observed meet often. */
const names = versions.flatMap((version) => [nameOf(version), `${nameOf(version)}-b`]);
const tagNames = ["default", "stable", "canary", "gateways"] as const;

function nameOf(version: string): string {
    return version.replaceAll(".", "-");
}

function versionOf(name: string): string {
    return name.split("-").slice(0, 3).join(".");
}

/** Any pair of a stack file and a cluster, sensible ones and impossible ones alike. */
export function revisionStates(): fc.Arbitrary<{
    readonly declared: DeclaredRevisions;
    readonly observed: ObservedMesh;
}> {
    // Half of them are about to do one thing, the way people work; the others have nothing to do with each other.
    return fc.oneof(
        fc.record({ declared: declarations(), observed: meshes() }),
        declarations().chain((declared) =>
            meshes().map((observed) => ({ declared, observed: nearly(declared, observed) })),
        ),
    );
}

function declarations(): fc.Arbitrary<DeclaredRevisions> {
    const revisions = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 });
    return revisions.chain((declared) => {
        const target = declared.length === 0 ? fc.constantFrom(...names) : fc.constantFrom(...declared);
        return fc.record({
            revisions: fc.constant(new Map(declared.map((name) => [name, { version: versionOf(name) }]))),
            tags: tagMaps(fc.oneof({ weight: 8, arbitrary: target }, fc.constantFrom(...names))),
            namespaces: fc
                .dictionary(
                    fc.constantFrom("web", "shop", "pay"),
                    fc.record({ tag: fc.constantFrom(...tagNames) }),
                )
                .map((all) => new Map(Object.entries(all))),
            gateways: fc.constantFrom(
                new Map(),
                new Map([["way-in", { namespace: "istio-ingress", tag: "gateways" }]]),
            ),
            retired: fc
                .uniqueArray(fc.constantFrom(...names), { maxLength: 2 })
                .map((retired) => new Set(retired)),
            removals: removals(),
            exceptions: fc.constant([]),
        });
    });
}

function removals(): fc.Arbitrary<DeclaredRevisions["removals"]> {
    const override = fc.record({
        reason: fc.constant("its last pods are nobody's"),
        until: fc.constantFrom("2026-11-27", today, "2026-12-24"),
    });
    return fc
        .dictionary(fc.constantFrom(...names, ...tagNames), override, { maxKeys: 2 })
        .map((all) => new Map(Object.entries(all)));
}

function meshes(): fc.Arbitrary<ObservedMesh> {
    return fc
        .tuple(observations(), readable(followers()))
        .map(([observed, following]) => ({ ...observed, ...followed(following, observed.tags) }));
}

/** Pods that follow a tag, on whatever revision they run. */
function followers(): fc.Arbitrary<NonNullable<ObservedMesh["followers"]>> {
    const runs = fc.array(fc.constantFrom(...names), { maxLength: 3 });
    return fc.dictionary(fc.constantFrom(...tagNames), runs).map(
        (all) =>
            new Map(
                Object.entries(all).map(([tag, revisions]) => [
                    tag,
                    revisions.map((revision, at) => ({
                        namespace: "web",
                        name: `${tag}-${at}`,
                        revision,
                    })),
                ]),
            ),
    );
}

/** Who follows, and who of them is behind the tags that were seen. */
function followed(
    following: ObservedMesh["followers"],
    tags: ObservedMesh["tags"],
): Pick<ObservedMesh, "followers" | "stale"> {
    const behind = [...(following ?? [])].flatMap(([tag, pods]) => {
        const to = tags?.get(tag)?.revision;
        return to === undefined ? [] : [[tag, pods.filter(({ revision }) => revision !== to)] as const];
    });
    const known = following !== undefined && tags !== undefined;
    return { followers: following, stale: known ? new Map(behind) : undefined };
}

function observations(): fc.Arbitrary<Omit<ObservedMesh, "followers" | "stale">> {
    const name = fc.constantFrom(...names);
    return fc.record({
        revisions: readable(
            fc
                .uniqueArray(name, { maxLength: 3 })
                .chain((all) =>
                    fc
                        .tuple(...all.map(() => observedRevision()))
                        .map((each) => new Map(all.map((one, at) => [one, runs(one, each[at])] as const))),
                ),
        ),
        tags: readable(
            tagMaps(name).chain((tags) =>
                fc
                    .tuple(...[...tags].map(() => fc.tuple(fc.boolean(), fc.boolean(), fc.boolean())))
                    .map(
                        (parts) =>
                            new Map([...tags].map(([tag, to], at) => [tag, observedTag(to, parts[at])])),
                    ),
            ),
        ),
        validator: fc.oneof(
            name.map((revision) => ({ revision })),
            fc.constantFrom("none" as const, "unknown" as const),
        ),
        revisionUse: uses(names),
        tagUse: uses(tagNames),
        proxies: readable(fc.constant(new Map())),
        cni: fc.constantFrom("none" as const, "unknown" as const),
        crds: fc.oneof(
            fc.constantFrom(...versions).map((version) => ({ version })),
            fc.constantFrom("none" as const, "unknown" as const),
        ),
        kubernetes: fc.constantFrom(undefined, "1.30", "1.34", "1.36"),
    });
}

/** A cluster that is what was declared but for one thing, which `other` decides. */
function nearly(declared: DeclaredRevisions, other: ObservedMesh): ObservedMesh {
    const extra = [...(other.revisions ?? [])].slice(0, 1);
    const moved = [...(other.tags ?? [])].slice(0, 1);
    const standing = [...declared.revisions].map(([name, { version }]): [string, ObservedRevision] => [
        name,
        { version, health: "ready", pods: { available: 1, wanted: 1 } },
    ]);
    const tags = [...declared.tags].map(([tag, revision]): [string, ObservedTag] => [
        tag,
        { revision, webhook: true, service: true },
    ]);
    const seen = new Map([...tags, ...moved]);
    return {
        ...other,
        revisions: new Map([...extra, ...standing]),
        tags: seen,
        ...followed(other.followers, seen),
    };
}

function observedRevision(): fc.Arbitrary<ObservedRevision> {
    return fc.record({
        health: fc.constantFrom("ready" as const, "unready" as const),
        pods: fc.constant({ available: 1, wanted: 2 }),
        foreign: fc.constantFrom(false, false, false, true),
    });
}

function runs(name: string, observed: ObservedRevision | undefined): ObservedRevision {
    return {
        health: "ready",
        pods: { available: 1, wanted: 1 },
        ...observed,
        version: versionOf(name),
    };
}

function observedTag(revision: string, parts: readonly boolean[] | undefined): ObservedTag {
    const [webhook = true, service = true, foreign = false] = parts ?? [];
    return { revision, webhook, service, foreign: foreign && !webhook };
}

function uses(of: readonly string[]): fc.Arbitrary<ReadonlyMap<string, Use>> {
    const use = fc.constantFrom<Use>(
        { state: "free" },
        {
            state: "used",
            by: [{ kind: "Pod", namespace: "web", name: "web-1", because: "runs a proxy of it" }],
        },
        { state: "unknown", because: ["pods could not be listed: forbidden"], by: [] },
    );
    return fc.dictionary(fc.constantFrom(...of), use).map((all) => new Map(Object.entries(all)));
}

function tagMaps(target: fc.Arbitrary<string>): fc.Arbitrary<ReadonlyMap<string, string>> {
    return fc
        .tuple(
            fc.option(target, { nil: undefined, freq: 9 }),
            ...tagNames.slice(1).map(() => fc.option(target)),
        )
        .map(
            (targets) =>
                new Map(
                    tagNames.flatMap((tag, at) => {
                        const to = targets[at];
                        return typeof to === "string" ? [[tag, to] as const] : [];
                    }),
                ),
        );
}

function readable<T>(what: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
    return fc.option(what, { nil: undefined, freq: 9 });
}
