import type { Field } from "./field";
import { fullHost } from "./hosts";
import type { PolicyObject } from "./object";

export const virtualService = "networking.istio.io/VirtualService";

export type Protocol = "http" | "tls" | "tcp";

/** One route of a VirtualService: what it matches, and where that goes. */
export interface Route {
    readonly protocol: Protocol;
    readonly field: Field;
}

/** Its routes, in the order in which proxies try them. */
export function routesOf(object: PolicyObject, protocols: readonly Protocol[] = ["http", "tls", "tcp"]) {
    return protocols.flatMap((protocol): readonly Route[] =>
        object.root
            .at("spec", protocol)
            .items()
            .map((field) => ({ protocol, field })),
    );
}

/** Where a request goes, or a copy of it. */
export interface Destination {
    readonly field: Field;
    /** As written out in full; undefined when it is not known. */
    readonly host: string | undefined;
    readonly isMirror: boolean;
}

export function destinationsOf({ field }: Route, object: PolicyObject): readonly Destination[] {
    const named = (destination: Field, isMirror: boolean): Destination => {
        const text = destination.at("host").text;
        return {
            field: destination,
            host:
                text === undefined || text === "" ? undefined : fullHost(text, object.namespace ?? "default"),
            isMirror,
        };
    };
    const mirror = field.at("mirror");
    return [
        ...field
            .at("route")
            .items()
            .map((each) => named(each.at("destination"), false)),
        ...(mirror.isAbsent ? [] : [named(mirror, true)]),
        ...field
            .at("mirrors")
            .items()
            .map((each) => named(each.at("destination"), true)),
    ];
}

/** Hosts of a VirtualService, written out in full. */
export function hostsOf(object: PolicyObject): readonly { readonly field: Field; readonly host: string }[] {
    return object.root
        .at("spec", "hosts")
        .items()
        .filter((field) => field.text !== undefined)
        .map((field) => ({ field, host: fullHost(field.text ?? "", object.namespace ?? "default") }));
}

/** Whether sidecars follow a VirtualService, and not only the gateways that it names. */
export function isForMesh(object: PolicyObject): boolean {
    const gateways = object.root.at("spec", "gateways").items();
    return gateways.length === 0 || gateways.some((each) => each.isUnknown || each.text === "mesh");
}

/** A part of a route that another VirtualService continues has no destinations. */
export function isDelegating({ field }: Route): boolean {
    return !field.at("delegate").isAbsent;
}
