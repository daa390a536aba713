import type { BypassFeature } from "./context";
import { type Field, isEmpty } from "./field";
import type { PolicyObject } from "./object";

const authorization = "security.istio.io/AuthorizationPolicy";

/** What `bypassUses` looks at. */
export const bypassKinds: readonly string[] = [
    authorization,
    "security.istio.io/RequestAuthentication",
    "gateway.networking.k8s.io/BackendTLSPolicy",
];

export interface BypassUse {
    readonly object: PolicyObject;
    /** The field that configures the feature; unknown when that is not known yet. */
    readonly field: Field;
}

/** Where an object configures what some versions get wrong: of each feature the first field. */
export function bypassUses(object: PolicyObject, feature: BypassFeature): readonly BypassUse[] {
    const [field] = detectors[feature](object).filter((each) => !isEmpty(each));
    return field === undefined ? [] : [{ object, field }];
}

const detectors: Readonly<Record<BypassFeature, (object: PolicyObject) => readonly Field[]>> = {
    "authorization-methods": (object) => operations(object, ["methods", "notMethods"]),
    "authorization-paths": (object) => operations(object, ["paths", "notPaths"]),
    "authorization-headers": (object) =>
        rules(object)
            .flatMap((rule) => rule.at("when").items())
            .map((each) => each.at("key"))
            .filter((key) => key.isUnknown || key.text?.startsWith("request.headers[")),
    // Dots were read as any character.
    "authorization-dotted-service-accounts": (object) =>
        rules(object)
            .flatMap((rule) => rule.at("from").items())
            .flatMap((from) => ["serviceAccounts", "notServiceAccounts"].map((key) => from.at("source", key)))
            .flatMap((accounts) => accounts.items())
            .filter((account) => account.isUnknown || account.text?.includes(".")),
    "backend-tls": (object) =>
        object.groupKind === "gateway.networking.k8s.io/BackendTLSPolicy" ? [object.root.at("spec")] : [],
    "jwks-uri": (object) =>
        object.groupKind === "security.istio.io/RequestAuthentication"
            ? object.root
                  .at("spec", "jwtRules")
                  .items()
                  .map((each) => each.at("jwksUri"))
            : [],
};

function rules(object: PolicyObject): readonly Field[] {
    return object.groupKind === authorization ? object.root.at("spec", "rules").items() : [];
}

function operations(object: PolicyObject, keys: readonly string[]): readonly Field[] {
    return rules(object)
        .flatMap((rule) => rule.at("to").items())
        .flatMap((to) => keys.map((key) => to.at("operation", key)));
}
