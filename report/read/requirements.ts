import { basename } from "node:path";
import { dump } from "js-yaml";
import type { PairTerms } from "../../accessReport/pairs";
import type { CatalogFile, Service, ServiceGraph } from "../../components/graph";

/** An entry of the catalogue that asks for a call, or lets it be asked for. */
export interface Requirement {
    /** `catalog/shop.yaml, calls[0]`. */
    readonly place: string;
    /** The entry itself, in one line. */
    readonly says: string;
}

/** What of a catalogue asks for the calls between two ends: nothing where they are the platform's own. */
export type Requirements = (ends: Pick<PairTerms, "way" | "from" | "to" | "host">) => readonly Requirement[];

/** The words of a catalogue file that are looked up here; it was found to be valid before. */
interface Declared {
    readonly namespace?: string;
    readonly services?: Readonly<Record<string, { readonly accepts?: "declared" | readonly Accepted[] }>>;
    readonly stores?: Readonly<Record<string, unknown>>;
    readonly externals?: Readonly<Record<string, unknown>>;
    readonly calls?: readonly Calling[];
    readonly routes?: readonly Routed[];
}

interface Accepted {
    readonly from: string;
}

interface Calling {
    readonly from: string;
    readonly service?: string;
    readonly store?: string;
    readonly external?: string;
}

interface Routed {
    readonly publicHost: string;
    readonly service: string;
}

interface Namespace {
    readonly name: string;
    readonly file: string;
    readonly content: Declared;
}

/** `folder` is what a reader calls the catalogue's folder. Nothing is looked at before somebody asks. */
export function requirementsIn(
    files: readonly CatalogFile[],
    folder: string,
    graph: ServiceGraph,
): Requirements {
    let known: ReadonlyMap<string, readonly Requirement[]> | undefined;
    return (ends) => {
        known ??= byEnds(files, folder, graph);
        const to = ends.way === "in" ? `${ends.to} by ${ends.host?.replace(/:\d+$/, "")}` : ends.to;
        return known.get(`${ends.way} ${ends.way === "in" ? "" : ends.from} ${to}`) ?? [];
    };
}

function byEnds(
    files: readonly CatalogFile[],
    folder: string,
    graph: ServiceGraph,
): ReadonlyMap<string, readonly Requirement[]> {
    const namespaces = new Map(
        files.map(({ file, content }) => {
            const declared = content as Declared;
            const name = declared.namespace ?? "";
            return [name, { name, file: `${folder}/${basename(file)}`, content: declared }] as const;
        }),
    );
    const allowed = new Map(graph.calls.map((each) => [`${each.from} ${each.to}`, each.operations]));
    const all = new Map<string, Requirement[]>();
    const add = (key: string, requirements: readonly Requirement[]): void => {
        all.set(key, [...(all.get(key) ?? []), ...requirements]);
    };
    for (const namespace of namespaces.values()) {
        for (const [index, call] of (namespace.content.calls ?? []).entries()) {
            const from = idIn(namespace, call.from);
            const asked = entry(namespace, `calls[${index}]`, call);
            const service = graph.services.get(idIn(namespace, call.service ?? ""));
            const host = call.external ?? graph.stores.get(call.store ?? "")?.host;
            if (service !== undefined) {
                const callee = namespaces.get(service.namespace);
                const chosen = allowed.get(`${from} ${service.id}`) ?? [];
                add(`mesh ${from} ${service.workload}`, [asked, ...answering(callee, service, from, chosen)]);
            } else if (host !== undefined) {
                add(`out ${from} ${host}`, [asked, ...declaring(namespaces, call, graph)]);
            }
        }
        for (const [index, route] of (namespace.content.routes ?? []).entries()) {
            const service = graph.services.get(idIn(namespace, route.service));
            const host = graph.platform.publicHosts.get(route.publicHost)?.hostname;
            add(`in  ${service?.workload} by ${host}`, [entry(namespace, `routes[${index}]`, route)]);
        }
    }
    return all;
}

/** The callee's own word: whom it accepts, and what the names of the operations mean that the caller may ask for. */
function answering(
    callee: Namespace | undefined,
    { name, operations }: Service,
    from: string,
    chosen: readonly string[],
): readonly Requirement[] {
    if (callee === undefined) {
        return [];
    }
    const { accepts = [] } = callee.content.services?.[name] ?? {};
    const path = `services.${name}.accepts`;
    const accepted =
        accepts === "declared"
            ? [entry(callee, path, accepts)]
            : [...accepts.entries()]
                  .filter(([, each]) => idIn(callee, each.from) === from)
                  .map(([index, each]) => entry(callee, `${path}[${index}]`, each));
    const meant = operations
        .filter((each) => chosen.includes(each.name))
        .map((each) => ({
            place: `${callee.file}, services.${name}.operations.${each.name}`,
            says: `${each.methods.join(" and ")} ${each.paths.join(", ")}`,
        }));
    return [...accepted, ...meant];
}

/** Where a store or a host outside is declared, whichever namespace does. */
function declaring(
    namespaces: ReadonlyMap<string, Namespace>,
    { store = "", external = "" }: Calling,
    graph: ServiceGraph,
): readonly Requirement[] {
    const [part, name, owner] =
        store === ""
            ? (["externals", external, graph.externals.get(external)] as const)
            : (["stores", store, graph.stores.get(store)] as const);
    const namespace = namespaces.get(owner?.namespace ?? "");
    const declared = namespace?.content[part]?.[name];
    return namespace === undefined || declared === undefined
        ? []
        : [entry(namespace, `${part}.${name}`, declared)];
}

function entry({ file }: Namespace, path: string, value: unknown): Requirement {
    return { place: `${file}, ${path}`, says: dump(value, { flowLevel: 0, lineWidth: -1 }).trim() };
}

function idIn({ name }: Namespace, reference: string): string {
    return reference.includes("/") ? reference : `${name}/${reference}`;
}
