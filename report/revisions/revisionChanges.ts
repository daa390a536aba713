import type { NamedWorkload } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { counted, enumerated } from "../objects/names";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";

/** Control planes, tags and who follows them: what moves now, and what moves when pods restart. */
export function revisionChanges(before: Side, after: Side): readonly Statement[] {
    return [
        ...controlPlanes(before.revisions, after.revisions),
        ...tagMoves(before, after),
        ...namespaceMoves(before, after),
        ...gatewayMoves(before.gatewayTags, after.gatewayTags),
    ].map((sentence) => changes("revisions", sentence));
}

function controlPlanes(before: Side["revisions"], after: Side["revisions"]): readonly string[] {
    const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
    return names.flatMap((name) => {
        const [was, is] = [before[name], after[name]];
        if (was === is) {
            return [];
        }
        return was === undefined
            ? [`revision ${name} (Istio ${is}) is installed`]
            : is === undefined
              ? [`revision ${name} (Istio ${was}) is taken away`]
              : [`revision ${name} changes in place from Istio ${was} to ${is}`];
    });
}

function tagMoves(before: Side, after: Side): readonly string[] {
    const tags = [...new Set([...Object.keys(after.tags), ...Object.keys(before.tags)])];
    return tags.flatMap((tag) => {
        const [was, is] = [before.tags[tag], after.tags[tag]];
        if (was === is && before.revisions[was ?? ""] === after.revisions[is ?? ""]) {
            return [];
        }
        if (was === undefined || is === undefined) {
            return [was === undefined ? `tag ${tag} is new, for revision ${is}` : `tag ${tag} is taken away`];
        }
        const move =
            was === is
                ? `tag ${tag} stays with revision ${is}, whose Istio changes`
                : `tag ${tag} moves from revision ${was} to ${is}`;
        return [`${move}: ${followersOf(after, tag)}`];
    });
}

/** Who gets another proxy, and when. */
function followersOf(side: Side, tag: string): string {
    const namespaces = [...followed(side)].filter(([, each]) => each === tag).map(([name]) => name);
    const proxies = side.workloads.filter(
        ({ namespace, injected }) => injected && namespaces.includes(namespace),
    );
    const gateways = Object.entries(side.gatewayTags).flatMap(([gateway, each]) =>
        each === tag ? [gateway] : [],
    );
    const said = [
        ...(namespaces.length === 0
            ? []
            : [`${counted(namespaces.length, "namespace")} (${enumerated(namespaces)})`]),
        ...(gateways.length === 0
            ? []
            : [`${counted(gateways.length, "gateway")} (${enumerated(gateways)})`]),
    ];
    const pods: readonly NamedWorkload[] = proxies;
    return said.length === 0
        ? "nothing follows it"
        : `${said.join(" and ")} ${namespaces.length + gateways.length === 1 ? "follows" : "follow"}; ${
              pods.length === 0 ? "its pods get" : `pods of ${counted(pods.length, "workload")} get`
          } the new proxy when they restart`;
}

function namespaceMoves(before: Side, after: Side): readonly string[] {
    const left = followed(before);
    const moves = new Map<string, { readonly proxies: string; readonly names: string[] }>();
    for (const [namespace, is] of followed(after)) {
        const was = left.get(namespace);
        if (left.has(namespace) && was !== is) {
            const move =
                was === undefined
                    ? `joins the mesh with ${is}`
                    : is === undefined
                      ? `leaves the mesh, and followed ${was}`
                      : `follows ${is} instead of ${was}`;
            const proxies =
                is === undefined
                    ? "pods have no proxy once they restart"
                    : was === undefined
                      ? "pods get a proxy when they restart"
                      : "pods get the new proxy when they restart";
            const known = moves.get(move) ?? { proxies, names: [] };
            known.names.push(namespace);
            moves.set(move, known);
        }
    }
    return [...moves].map(([move, { proxies, names }]) =>
        names.length === 1
            ? `namespace ${names[0]} ${move}; its ${proxies}`
            : `each of ${counted(names.length, "namespace")} (${enumerated(names)}) ${move}; their ${proxies}`,
    );
}

function gatewayMoves(before: Side["gatewayTags"], after: Side["gatewayTags"]): readonly string[] {
    return Object.entries(after).flatMap(([gateway, is]) => {
        const was = before[gateway];
        return was === undefined || was === is
            ? []
            : [`gateway ${gateway} follows tag ${is} instead of ${was}; its pods are replaced`];
    });
}

/** The tag or revision that a namespace's label names; undefined where it has no proxies. */
function followed({ objects }: Side): Map<string, string | undefined> {
    return new Map(
        objects.filter(isNamespace).map(({ metadata }) => {
            const { "istio.io/rev": rev, "istio-injection": injection } = metadata.labels ?? {};
            // `istio-injection`, whatever it says, makes Istio ignore `istio.io/rev`.
            const older = injection === "enabled" ? "default" : undefined;
            return [metadata.name, injection === undefined ? rev : older];
        }),
    );
}

function isNamespace({ kind, apiVersion }: Manifest): boolean {
    return kind === "Namespace" && apiVersion === "v1";
}
