import { type Field, isEmpty } from "./field";
import type { PolicyObject } from "./object";
import { isServerSecret } from "./serverSecrets";
import { gatewayKind, selectorKey, serversOf } from "./servers";
import type { StackView } from "./stackView";
import { selectedAnywhere } from "./targets";

export const secretKind = "core/Secret";
export const certificateKind = "cert-manager.io/Certificate";

/** Credentials by name; what has a scheme is read from elsewhere. */
export function credentialsOf(tls: Field): readonly Field[] {
    const schemes = /^(kubernetes|kubernetes-gateway|configmap|builtin|file):\/\//;
    return [tls.at("credentialName"), ...tls.at("credentialNames").items()].filter(
        ({ text = "" }) => text !== "" && !schemes.test(text),
    );
}

/** Where the pods of a Gateway read Secrets. */
export interface Homes {
    readonly namespaces: readonly string[];
    /** By its pods, rather than by where Secrets for servers are. */
    readonly isKnown: boolean;
}

export function homesOf({ root, namespace = "default" }: PolicyObject, view: StackView): Homes {
    const selector = root.at("spec", "selector");
    const pods = isEmpty(selector) ? [] : selectedAnywhere(selector, view);
    if (pods.length > 0) {
        return { namespaces: [...new Set(pods.map((each) => each.namespace))], isKnown: true };
    }
    // Where a Secret is that a Gateway for the same pods names, the others' are too.
    const shown = view.once(shownHomes).get(selectorKey(selector));
    const isOwn =
        view.in(secretKind, namespace).some(isServerSecret) || view.in(certificateKind, namespace).length > 0;
    return { namespaces: shown ?? (isOwn ? [namespace] : []), isKnown: false };
}

function shownHomes(view: StackView): ReadonlyMap<string, readonly string[]> {
    const namespaces = new Map<string, Set<string>>();
    for (const each of view.kind(secretKind)) {
        namespaces.set(each.name, (namespaces.get(each.name) ?? new Set()).add(each.namespace ?? "default"));
    }
    const found = new Map<string, readonly string[]>();
    for (const { object, field } of view.kind(gatewayKind).flatMap(serversOf)) {
        const key = selectorKey(object.root.at("spec", "selector"));
        const homes = credentialsOf(field.at("tls")).flatMap(({ text = "" }) => [
            ...(namespaces.get(text) ?? []),
        ]);
        if (homes.length > 0) {
            found.set(key, [...new Set([...(found.get(key) ?? []), ...homes])]);
        }
    }
    return found;
}

/** Whether a Secret is declared, or one that cert-manager makes. */
export function isThere(name: string, namespace: string, view: StackView): boolean {
    return (
        view.find(secretKind, name, namespace) !== undefined ||
        view
            .in(certificateKind, namespace)
            .map((each) => each.root.at("spec", "secretName"))
            .some((each) => each.isUnknown || each.text === name)
    );
}
