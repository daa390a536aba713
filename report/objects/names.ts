import type { Manifest } from "../../components/istio/types";

/** `Deployment orders/payments`. */
export function titleOf({ kind, metadata }: Manifest): string {
    return `${kind} ${idOf(metadata)}`;
}

/** `orders/payments`; the name alone of what has no namespace. */
export function idOf({ namespace, name }: Manifest["metadata"]): string {
    return namespace === undefined ? name : `${namespace}/${name}`;
}

/** A Service's host as its id, `orders/payments`; any other host as it is, also of two labels: Istio adds no domain. */
export function hostName(host: string, namespace: string, clusterDomain: string): string {
    const [name, home, svc, ...domain] = host.split(".");
    if (home === undefined) {
        return `${namespace}/${name}`;
    }
    const isService = svc === "svc" && ["", clusterDomain].includes(domain.join("."));
    return isService ? `${home}/${name}` : host;
}

/** Few names one by one, many by their number: `a, b and 7 others`. */
export function enumerated(names: readonly string[], most = 4): string {
    const shown = names.length > most + 1 ? names.slice(0, most) : names;
    const others = names.length - shown.length;
    const words = others > 0 ? [...shown, `${others} others`] : shown;
    return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
    return `${count} ${count === 1 ? one : many}`;
}
