import { action, authorizationPolicyKinds } from "../engine/authorization";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings, type MeshSettings, meshSettings } from "../engine/meshSettings";
import { type StackFinding, type StackRule, unproven, violation } from "../engine/rule";

const authorizers = ["envoyExtAuthzHttp", "envoyExtAuthzGrpc"];

export const requireFailClosedProviders: StackRule = {
    scope: "stack",
    id: "A-18",
    name: "meshwright-security-require-fail-closed-providers",
    displayName: "Require external authorizers that exist and fail closed",
    description:
        "A CUSTOM policy must name a declared provider, and a provider that is down must let nothing through.",
    severity: "critical",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/",
        specification: "EnvoyExternalAuthorizationHttpProvider: failOpen",
    },
    remediationSteps:
        "Remove failOpen, and declare the provider under meshConfig.extensionProviders with its name.",
    settings: [],
    kinds: [...authorizationPolicyKinds, ...meshConfigKinds],

    *check(_, __, view) {
        yield* meshSettings(view).flatMap(openProviders);
        const providers = completeSettings(view).flatMap(({ mesh }) => mesh.at("extensionProviders").items());
        if (completeSettings(view).length === 0 || providers.some((each) => each.at("name").isUnknown)) {
            return;
        }
        const names = new Set(providers.map((each) => each.at("name").text));
        for (const policy of view.of(authorizationPolicyKinds).filter((each) => action(each) === "CUSTOM")) {
            const field = policy.root.at("spec", "provider", "name");
            if (field.isUnknown) {
                yield { object: policy, finding: unproven(field) };
            } else if (field.text !== undefined && !names.has(field.text)) {
                const message = "which no mesh configuration declares, so every request is denied";
                const fix = "declare it under meshConfig.extensionProviders";
                yield { object: policy, finding: violation(field, message, fix) };
            }
        }
    },
};

function openProviders({ object, mesh }: MeshSettings): readonly StackFinding[] {
    const providers = mesh.at("extensionProviders").items();
    return providers
        .flatMap((provider) => authorizers.map((each) => provider.at(each, "failOpen")))
        .flatMap((field) => {
            if (field.isUnknown) {
                return [{ object, finding: unproven(field) }];
            }
            const message = "so every call passes while the provider does not answer";
            return field.value === true || field.text === "true"
                ? [{ object, finding: violation(field, message, "remove it") }]
                : [];
        });
}
