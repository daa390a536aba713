import type { Field } from "./field";
import type { PolicyObject } from "./object";

export const serviceEntryKind = "networking.istio.io/ServiceEntry";

export function entryHosts({ root }: PolicyObject): readonly Field[] {
    return root.at("spec", "hosts").items();
}

export function entryPorts({ root }: PolicyObject): readonly Field[] {
    return root.at("spec", "ports").items();
}

/** In capitals, as Istio compares it; HTTP when there is none in a ServiceEntry's port. */
export function entryProtocol(port: Field): string {
    return (port.at("protocol").text ?? "").toUpperCase();
}

/** MESH_EXTERNAL when it is not said. */
export function isExternal({ root }: PolicyObject): boolean {
    return root.at("spec", "location").text !== "MESH_INTERNAL";
}
