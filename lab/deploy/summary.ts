import { anonymous, describePair, relation } from "../../components/access";
import type { ServiceGraph } from "../../components/graph";
import type { Manifest } from "../../components/istio/types";
import { leavesNoMesh } from "../../components/revisions";
import type { Settings } from "../../settings";
import type { Outcome } from "./deployStack";
import { experimentLines } from "./experimentLines";
import { externals } from "./externals";
import { played } from "./played";
import { watchers } from "./watchers";

/** What a person wants to know when the mesh is up. All of it is data, so the text can be tested. */
export interface SummaryInputs {
    readonly stack: string;
    readonly settings: Settings;
    readonly graph: ServiceGraph;
    readonly objects: readonly Manifest[];
    readonly mesh: { readonly rootNamespace: string; readonly trustDomain: string };
    readonly outcome: Outcome;
    /** What `istioctl analyze` reported. */
    readonly findings: readonly string[];
}

export function summary(inputs: SummaryInputs): string {
    const sections = [
        installed(inputs),
        ...rollback(inputs.settings),
        ...exceptions(inputs.settings),
        ...standIns(inputs.graph),
        ...waysIn(inputs.graph),
        namespaces(inputs.graph),
        calls(inputs),
        ...experiments(inputs.graph),
        ...externals(inputs.graph),
        ...watchers(inputs.graph),
        ...findings(inputs.findings),
        next(inputs),
    ];
    return `\n${sections.join("\n\n")}\n`;
}

function installed({ stack, settings, outcome }: SummaryInputs): string {
    const revisions = [...settings.revisions].map(
        ([name, { version }]) => `Istio ${version} as revision ${name}`,
    );
    const tags = [...settings.tags].map(([tag, revision]) => `${tag} → ${revision}`);
    const counts = [...outcome].map(([word, count]) => `${count} ${word}`);
    if (leavesNoMesh(settings.rollback)) {
        return [
            `The ${stack} stack is up and healthy, without a mesh.`,
            `  Resources: ${counts.join(", ")}`,
        ].join("\n");
    }
    return [
        `The ${stack} mesh is up and healthy.`,
        `  ${revisions.join(", ")}; tags ${tags.join(", ")}`,
        `  Resources: ${counts.join(", ")}`,
    ].join("\n");
}

function rollback({ rollback }: Settings): string[] {
    return rollback === undefined
        ? []
        : [`Taken back\n  to ${rollback.to} until ${rollback.until}: ${rollback.reason}`];
}

function exceptions(settings: Settings): string[] {
    const lines = settings.exceptions.map(({ rule, reason, until }) => `  ${rule} until ${until}: ${reason}`);
    return lines.length === 0 ? [] : [["Exceptions in force", ...lines].join("\n")];
}

function standIns(graph: ServiceGraph): string[] {
    const lines = played(graph).map((line) => `  ${line}`);
    return lines.length === 0 ? [] : [["Played here, real on a cluster", ...lines].join("\n")];
}

function waysIn({ platform }: ServiceGraph): string[] {
    const rows = [...platform.publicHosts.values()].map(({ hostname, servers, gateway, certificate }) => [
        hostname,
        servers.join(", "),
        `by ${gateway}`,
        certificate === undefined
            ? "TLS is the service's own"
            : "issuer" in certificate
              ? `certificate by ${certificate.issuer}`
              : `certificate in Secret ${certificate.secret}`,
    ]);
    return rows.length === 0 ? [] : [["Public hosts", ...table(rows)].join("\n")];
}

function namespaces(graph: ServiceGraph): string {
    const rows = [...graph.namespaces.values()].map((namespace) => [
        namespace.name,
        namespace.until === undefined ? namespace.stage : `${namespace.stage} until ${namespace.until}`,
        namespace.tag === undefined ? "no sidecars" : `tag ${namespace.tag}`,
        `${count(graph.services.values(), namespace.name)} services`,
        `${count(graph.workloads.values(), namespace.name)} workloads`,
        namespace.owners.join(", "),
    ]);
    return ["Namespaces", ...table(rows)].join("\n");
}

function count(items: Iterable<{ readonly namespace: string }>, namespace: string): number {
    return [...items].filter((each) => each.namespace === namespace).length;
}

/** From the emitted objects, not from the catalogue: what the servers will really let through. */
function calls({ settings, graph, objects, mesh }: SummaryInputs): string {
    if (leavesNoMesh(settings.rollback)) {
        return "Anyone may call anyone: there is no mesh that would refuse it";
    }
    const lines: string[] = [];
    const open: string[] = [];
    for (const [name, { stage }] of graph.namespaces) {
        if (stage === "observed" || stage === "audit") {
            open.push(
                `  everyone in the mesh may call ${name}: its stage is ${stage}, where nothing is refused`,
            );
        }
    }
    const further = furtherVersions(graph);
    for (const pair of relation(objects, mesh)) {
        const isSaid = [pair.server, pair.client].some(
            (each) => each !== anonymous && further.has(idOf(each)),
        );
        if (!isSaid && graph.namespaces.get(pair.server.namespace)?.stage === "enforced") {
            lines.push(...describePair(pair).map((sentence) => `  ${sentence}`));
        }
    }
    return ["Who may call whom; everything else is refused", ...lines.sort(), ...open].join("\n");
}

/** Deployments that run a workload once more in another version: same identity, same rights, so said once. */
function furtherVersions({ workloads }: ServiceGraph): ReadonlySet<string> {
    return new Set(
        [...workloads.values()].flatMap(({ id, versions = [] }) =>
            versions.map(({ version }) => `${id}-${version}`),
        ),
    );
}

function idOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
    return `${namespace}/${name}`;
}

function experiments(graph: ServiceGraph): string[] {
    const lines = experimentLines(graph);
    return lines.length === 0 ? [] : [["Faults for requests that ask for them", ...lines].join("\n")];
}

function findings(all: readonly string[]): string[] {
    return all.length === 0
        ? []
        : [["istioctl analyze reports", ...all.map((each) => `  ${each}`)].join("\n")];
}

function next({ stack }: SummaryInputs): string {
    // A lab is called like its stack; dev needs no name.
    const name = stack === "dev" ? "" : ` --name ${stack}`;
    const stackFlag = stack === "dev" ? "" : ` -- --stack ${stack}`;
    const rows = [
        [`npm run lab -- status${name}`, "processes, ports, memory"],
        [
            `export KUBECONFIG=$(npm run -s lab -- kubeconfig${name})`,
            "then your own kubectl and istioctl work",
        ],
        [`npm run access -- --stack ${stack}`, "who may call whom, from outside too, and why"],
        [`npm run synth -- --stack ${stack} --out DIR`, "every derived object as YAML"],
        [`edit catalog/*.yaml, npm run up${stackFlag}`, "change who may call whom"],
        [`npm run down${stackFlag}`, "destroy the stack and stop everything"],
    ];
    return ["Next", ...table(rows)].join("\n");
}

function table(rows: readonly (readonly string[])[]): string[] {
    const widths =
        rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
    return rows.map((row) =>
        `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
    );
}
