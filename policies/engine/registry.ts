import { type Field, isEmpty } from "./field";
import type { PolicyObject } from "./object";
import type { StackView } from "./stackView";
import { commaSeparated } from "./texts";

const service = "core/Service";
const serviceEntry = "networking.istio.io/ServiceEntry";

/** What `registryOf` looks at. */
export const registryKinds: readonly string[] = [service, serviceEntry];

/** A host that a stack declares. */
export interface Entry {
    readonly object: PolicyObject;
    readonly namespace: string;
    /** As proxies know it; `*.` in front of what stands for many. */
    readonly host: string;
    readonly ports: readonly Field[];
}

/** Hosts that proxies can be sent to, as far as the stack declares them. */
export interface Registry {
    /** Everything declared under a host, whoever may see it; the more exact first. */
    named(host: string): readonly Entry[];
    /** Whether the stack declares Services of a namespace, so that one that is missing there is missing. */
    declaresServicesOf(namespace: string): boolean;
    /** Whether a ServiceEntry has a host that is not known yet. */
    readonly isHazy: boolean;
    readonly hasEntries: boolean;
}

export function registryOf(view: StackView): Registry {
    return view.once(read);
}

function read(view: StackView): Registry {
    const exact = new Map<string, Entry[]>();
    const wild: Entry[] = [];
    const namespaces = new Set<string>();
    let isHazy = false;
    for (const object of view.kind(service)) {
        const namespace = object.namespace ?? "default";
        namespaces.add(namespace);
        const host = `${object.name}.${namespace}.svc.cluster.local`;
        const ports = object.root.at("spec", "ports").items();
        exact.set(host, [...(exact.get(host) ?? []), { object, namespace, host, ports }]);
    }
    const entries = view.kind(serviceEntry);
    for (const object of entries) {
        const namespace = object.namespace ?? "default";
        const ports = object.root.at("spec", "ports").items();
        for (const field of object.root.at("spec", "hosts").items()) {
            const host = field.text?.toLowerCase();
            isHazy ||= host === undefined;
            if (host?.startsWith("*")) {
                wild.push({ object, namespace, host, ports });
            } else if (host !== undefined) {
                exact.set(host, [...(exact.get(host) ?? []), { object, namespace, host, ports }]);
            }
        }
    }
    return {
        named: (host) => [
            ...(exact.get(host.toLowerCase()) ?? []),
            ...wild.filter((each) => covers(each.host, host.toLowerCase())),
        ],
        declaresServicesOf: (namespace) => view.isWhole || namespaces.has(namespace),
        isHazy,
        hasEntries: view.isWhole || entries.length > 0,
    };
}

/** Whether a host with a wildcard in front stands for another. */
export function covers(wide: string, host: string): boolean {
    return wide === "*" || wide === host || (wide.startsWith("*") && host.endsWith(wide.slice(1)));
}

/** Whether a namespace sees what is exported: to itself (`.`), to named ones, to all (`*`, and by default). */
export function isVisible({ object, namespace }: Entry, from: string): boolean {
    return object.groupKind === service
        ? isExported(
              commaSeparated(object.root.at("metadata", "annotations", "networking.istio.io/exportTo")),
              namespace,
              from,
          )
        : isExportedBy(object, from);
}

/** The same by `exportTo` of an object. */
export function isExportedBy(object: PolicyObject, from: string): boolean {
    const list = object.root.at("spec", "exportTo");
    return (
        isEmpty(list) ||
        list.items().some((each) => each.isUnknown) ||
        isExported(
            list.items().map((each) => each.text ?? ""),
            object.namespace ?? "default",
            from,
        )
    );
}

function isExported(targets: readonly string[], home: string, from: string): boolean {
    return (
        targets.length === 0 ||
        targets.some((each) => each === "*" || each === from || (each === "." && home === from))
    );
}
