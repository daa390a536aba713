import { fieldAt, itemsOf } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { hostName, idOf } from "../objects/names";
import { perSide } from "../perSide";
import type { Side } from "../side";

/** What a side knows of a host that calls may go to. */
export interface KnownHost {
    /** Whether it is outside, as a ServiceEntry says; else it is a Service. */
    readonly isExternal: boolean;
    readonly ports: readonly Port[];
}

export interface Port {
    readonly number: number;
    readonly protocol?: string;
}

/** Every Service by its id and every host of a ServiceEntry. */
export const knownHosts = perSide(readHosts);

function readHosts({ objects, brought, mesh }: Side): ReadonlyMap<string, KnownHost> {
    const { clusterDomain = "cluster.local" } = mesh;
    const hosts = new Map<string, KnownHost>();
    for (const object of [...objects, ...brought]) {
        if (isService(object)) {
            const ports = itemsOf(fieldAt(object.spec, "ports")) as readonly { readonly port: number }[];
            hosts.set(idOf(object.metadata), {
                isExternal: false,
                ports: ports.map(({ port }) => ({ number: port })),
            });
        } else if (object.kind === "ServiceEntry") {
            const ports = itemsOf(fieldAt(object.spec, "ports")) as readonly Port[];
            for (const each of itemsOf(fieldAt(object.spec, "hosts")).map(String)) {
                const name = hostName(each, object.metadata.namespace ?? "default", clusterDomain);
                hosts.set(name, { isExternal: true, ports: [...(hosts.get(name)?.ports ?? []), ...ports] });
            }
        }
    }
    return hosts;
}

export function isService({ kind, apiVersion }: Manifest): boolean {
    return kind === "Service" && apiVersion === "v1";
}

/** A host of which nothing is known is others', and stays; one that comes or goes is told of where its calls are. */
export function staysKnown(host: string, ...sides: readonly ReadonlyMap<string, unknown>[]): boolean {
    return new Set(sides.map((each) => each.has(host))).size === 1;
}
