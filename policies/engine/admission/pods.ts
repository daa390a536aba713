import { injectedImage, injectedNames } from "../containers";
import type { Context } from "../context";
import { gatewayNameLabel, istioComponents } from "../istioComponents";
import { all, any, isOneOf, listAt, listOf, matches, not, some, textAt } from "./cel";

/** The template of whatever makes pods; where it stands differs by kind. */
export const pod = "variables.pod";

/** Lists of containers that run somebody's own code, as `ownContainers` has them. */
export function everyOwnContainer(name: string, holds: string): string {
    return everyContainer(name, (isInjected) => any(isInjected, holds));
}

/** The others, as `injectedContainers` has them. */
export function everyInjectedContainer(name: string, holds: string): string {
    return everyContainer(name, (isInjected) => any(not(isInjected), holds));
}

function everyContainer(name: string, claim: (isInjected: string) => string): string {
    return all(
        ...Object.entries(injectedNames).map(([list, names]) => {
            const isInjected = all(
                isOneOf(textAt(name, "name"), names),
                matches(textAt(name, "image"), injectedImage),
            );
            return `${listAt(pod, "spec", list)}.all(${name}, ${claim(isInjected)})`;
        }),
    );
}

/** `isIstioComponent`: all of what tells Istio's own pods must agree. */
export function isIstioComponent({ rootNamespaces }: Context): string {
    const components = istioComponents.map(({ groupKind, name, label: [key, value], container }) =>
        all(
            `request.kind.kind == '${groupKind.slice(groupKind.indexOf("/") + 1)}'`,
            matches(textAt("object", "metadata", "name"), name),
            `${textAt(pod, "metadata", "labels", key)} == '${value}'`,
            some(listAt(pod, "spec", "containers"), "c", `${textAt("c", "name")} == '${container}'`),
        ),
    );
    const isRendered = all(
        "request.kind.kind == 'Deployment'",
        `${listAt(pod, "spec", "containers")}.size() == 1`,
        `${textAt(`${pod}.spec.containers[0]`, "name")} == 'istio-proxy'`,
        some(
            listAt("object", "metadata", "ownerReferences"),
            "o",
            all(
                `${textAt("o", "kind")} == 'Gateway'`,
                `${textAt("o", "apiVersion")}.startsWith('gateway.networking.k8s.io/')`,
                `${textAt("o", "name")} == ${textAt(pod, "metadata", "labels", gatewayNameLabel)}`,
            ),
        ),
    );
    return any(all(`request.namespace in ${listOf(rootNamespaces)}`, any(...components)), isRendered);
}

/** Whether an object is one of Istio's own; `isIstioComponent`, told once for all that a policy asks. */
export const component = "variables.isIstioComponent";

/** Holds of every pod but Istio's own. */
export function unlessComponent(holds: string): string {
    return any(component, holds);
}

/** A pod that is nothing but a proxy. */
export const isGatewayPod = all(
    `${listAt(pod, "spec", "containers")}.size() == 1`,
    `${textAt(`${pod}.spec.containers[0]`, "name")} == 'istio-proxy'`,
    not(`${textAt(pod, "metadata", "labels", "app")} == 'ztunnel'`),
);
