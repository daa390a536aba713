import { idOf, standingOf } from "../accessReport/standing";
import { workloadsOf } from "../components/access";
import type { Manifest } from "../components/istio/types";
import { gatewayCanaryName } from "../components/naming";
import type { Mesh } from "../mesh";
import { shellSettings } from "./settings/shellSettings";
import type { Facts } from "./side";

/** What the objects of a stack do not say themselves and a report needs. */
export function factsOf(mesh: Pick<Mesh, "graph" | "derived" | "target" | "settings">): Facts {
    const { graph, derived, settings } = mesh;
    const standing = standingOf(mesh);
    const own = new Set<Manifest>(
        [derived.platform, ...derived.namespaces.values(), ...derived.gateways.values()].flat(),
    );
    const known = new Set(standing.workloads.map(idOf));
    const programs = workloadsOf([...derived.rateLimitService, ...derived.observability]).filter(
        (each) => !known.has(idOf(each)),
    );
    const watchers = graph.platform.observability?.namespace;
    return {
        ...(watchers === undefined ? {} : { watchers }),
        brought: standing.objects.filter((each) => !own.has(each)),
        workloads: [...standing.workloads, ...programs].sort((left, right) =>
            idOf(left) < idOf(right) ? -1 : 1,
        ),
        gatewayPods: standing.gatewayPods,
        mesh: standing.mesh,
        revisions: Object.fromEntries([...settings.revisions].map(([name, { version }]) => [name, version])),
        tags: Object.fromEntries(settings.tags),
        gatewayTags: Object.fromEntries(
            [...graph.platform.gateways.values()].flatMap((gateway) => {
                const { name, namespace, tag, canary } = gateway;
                const beside = { namespace, name: gatewayCanaryName(name) };
                return [[idOf(gateway), tag], ...(canary === undefined ? [] : [[idOf(beside), canary.tag]])];
            }),
        ),
        settings: shellSettings(mesh),
    };
}
