import { isInjected } from "../engine/injection";
import type { PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { called, type StackRule, unproven, violation, warning } from "../engine/rule";

export const disallowAutoImageWithoutInjection: StackRule = {
    scope: "stack",
    id: "E-20",
    ids: ["IST0146", "IST0147"],
    name: "meshwright-workload-disallow-auto-image-without-injection",
    displayName: "Disallow the image auto where nothing is injected",
    description:
        "A container istio-proxy with the image `auto` must be in a pod that the injector fills in: elsewhere no such image " +
        "exists, and the pod never starts.",
    severity: "medium",
    remediationSteps:
        "Label the pod sidecar.istio.io/inject: true or istio.io/rev, or its namespace for injection. A bare Pod with it is " +
        "filled in when it is created, so write a Deployment.",
    settings: [],
    kinds: ["core/Namespace", ...podCarriers],

    *check(objects, _context, view) {
        for (const object of objects) {
            const pod = podTemplate(object);
            const proxy = pod
                ?.at("spec", "containers")
                .items()
                .find((each) => each.at("name").isUnknown || each.at("name").text === "istio-proxy");
            const image = proxy?.at("image");
            // By the name of its container the other rules tell a gateway.
            const unknown = [proxy?.at("name"), image].find((each) => each?.isUnknown);
            if (unknown !== undefined) {
                yield { object, finding: unproven(unknown) };
            }
            if (pod === undefined || image?.text !== "auto") {
                continue;
            }
            const namespace = view.namespace(object.namespace ?? "default");
            const injected = isInjected(pod, namespace);
            const fix = "label the pod sidecar.istio.io/inject: true, or istio.io/rev";
            if (injected === false) {
                const message = "while nothing injects the pod, so it never starts";
                yield { object, finding: called(violation(image, message, fix), codeOf(object)) };
            } else if (
                object.groupKind === "core/Pod" ||
                (injected === "unknown" && namespace === undefined)
            ) {
                const message = "which the injector alone replaces, and nothing here says that it will";
                yield { object, finding: called(warning(image, message, fix), codeOf(object)) };
            }
        }
    },
};

function codeOf({ groupKind }: PolicyObject): string {
    return groupKind === "core/Pod" ? "IST0147" : "IST0146";
}
