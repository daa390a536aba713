import type { GraphNamespace, Service, ServiceGraph } from "../../graph";
import type { ObservabilityContext } from "../context";
import { budgetRules } from "./budgets";
import { certificateRules } from "./certificates";
import { controlPlaneRules, revisionRules } from "./controlPlane";
import { denialAlerts, passthrough } from "./denials";
import { edgeRules } from "./edges";
import { istioAlerts } from "./istioAlerts";
import { meshRules, mutualTls } from "./mesh";
import type { RuleFile, RuleGroup } from "./model";
import { poolAlerts, poolUse } from "./pools";
import { ruleFileText } from "./render";
import { requestRecordings } from "./requests";
import { telemetryRules } from "./telemetry";

/** A ConfigMap holds 1 MiB at most, its names and the object around it included. */
export const fileLimit = 900 * 1024;
/** Rules of one group are evaluated one after another. */
const groupLimit = 500;

/** Every rule of a mesh: `rules-mesh`, `rules-stack`, and a file for each namespace, more where one would be too large. */
export function ruleFiles(context: ObservabilityContext, seriesEstimate: number): RuleFile[] {
    const { graph, observability, revisions } = context;
    const certManager = graph.platform.issuers.size > 0;
    return [
        {
            name: "rules-mesh",
            groups: [
                istioAlerts,
                poolAlerts,
                ...controlPlaneRules([...revisions.keys()]),
                revisionRules(revisions),
                certificateRules({ certManager }),
                denialAlerts,
                meshRules,
            ],
        },
        { name: "rules-stack", groups: telemetryRules(observability, seriesEstimate) },
        ...[...graph.namespaces.values()].map((namespace) => ({
            name: `rules-${namespace.name}`,
            groups: namespaceRules(namespace, graph),
        })),
    ].flatMap((file) => split(file, observability.runbooks));
}

function namespaceRules(namespace: GraphNamespace, graph: ServiceGraph): RuleGroup[] {
    const services = servicesOf(namespace, graph);
    if (namespace.stage === "off" || services.length === 0) {
        // Nothing there reports; what others call there, they declare as stores or hosts.
        return [];
    }
    return [
        requestRecordings(namespace, services),
        ...budgetRules(namespace, services),
        ...mutualTls(namespace),
        ...passthrough(namespace),
        ...edgeRules(namespace, graph),
        poolUse(namespace, services),
    ];
}

function servicesOf({ name }: GraphNamespace, graph: ServiceGraph): Service[] {
    return [...graph.services.values()].filter(({ namespace }) => namespace === name);
}

/** Groups in order, into files below the limit. */
function split({ name, groups }: RuleFile, runbooks: string): RuleFile[] {
    const files: RuleGroup[][] = [[]];
    let size = 0;
    for (const group of groups.flatMap(splitGroup)) {
        const own = Buffer.byteLength(ruleFileText([group], runbooks));
        const last = files.at(-1);
        if (last === undefined || (size + own > fileLimit && last.length > 0)) {
            files.push([group]);
            size = own;
        } else {
            last.push(group);
            size += own;
        }
    }
    return files
        .filter((each) => each.length > 0)
        .map((each, index) => ({ name: index === 0 ? name : `${name}-${index + 1}`, groups: each }));
}

function splitGroup(group: RuleGroup): RuleGroup[] {
    const count = Math.ceil(group.rules.length / groupLimit);
    return count <= 1
        ? [group]
        : Array.from({ length: count }, (_, index) => ({
              name: index === 0 ? group.name : `${group.name}.${index + 1}`,
              rules: group.rules.slice(index * groupLimit, (index + 1) * groupLimit),
          }));
}
