import type { Manifest } from "../../istio/types";
import { fieldAt, fieldsOf, itemsOf, textOf } from "../fields";
import { namespaceOf } from "../objectNames";

type Fields = Readonly<Record<string, unknown>>;

/**
 * A VirtualService with the routes of those it delegates to, each in the place of the route that does. Where the first
 * of them takes whatever comes, it stands there as if it were written there. What several share between them is not read:
 * all that they lead to stands there, still marked as delegated.
 */
export function withDelegates(
    object: Manifest,
    named: (namespace: string, name: string) => Manifest | undefined,
): Manifest {
    const routes = itemsOf(fieldAt(object.spec, "http")).map(fieldsOf);
    if (!routes.some(({ delegate }) => delegate !== undefined)) {
        return object;
    }
    const http = routes.map((route) => {
        const name = textOf(fieldAt(route["delegate"], "name"));
        const namespace = textOf(fieldAt(route["delegate"], "namespace")) ?? namespaceOf(object);
        const delegate = name === undefined ? undefined : named(namespace, name);
        return delegate === undefined ? route : delegated(route, itemsOf(fieldAt(delegate.spec, "http")));
    });
    return { ...object, spec: { ...fieldsOf(object.spec), http } };
}

function delegated(route: Fields, routes: readonly unknown[]): Fields {
    const [first = {}] = routes.map(fieldsOf);
    const { match } = route;
    if (itemsOf(first["match"]).length === 0) {
        const { delegate: _, ...own } = route;
        return { ...own, ...first, ...(match === undefined ? {} : { match }) };
    }
    const destinations = routes
        .flatMap((each) => itemsOf(fieldAt(each, "route")))
        .map((each) => ({ destination: fieldAt(each, "destination") }));
    return { ...route, route: destinations };
}
