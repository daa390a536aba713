import type { Context } from "../engine/context";
import type { Field } from "../engine/field";
import { isEmpty } from "../engine/field";
import { describeObject, type PolicyObject } from "../engine/object";
import { type StackRule, unseen, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { selectorOf } from "../engine/targets";

const route = "networking.istio.io/VirtualService";
const gateway = "networking.istio.io/Gateway";
const tokens = "security.istio.io/RequestAuthentication";
const claim = /^@request\.auth\.claims[.[]/;

export const requireAuthenticationForClaimRoutes: StackRule = {
    scope: "stack",
    id: "B-07",
    ids: ["IST0149", "TIS1108"],
    name: "meshwright-security-require-authentication-for-claim-routes",
    displayName: "Require verified tokens where routes go by claims",
    description: "A route by claims of a token must stand at a gateway with a RequestAuthentication.",
    severity: "high",
    framework: {
        name: "Istio Tasks",
        version: "1.31",
        reference: "https://istio.io/latest/docs/tasks/security/authentication/jwt-route/",
        specification: "JWT claim based routing",
    },
    remediationSteps:
        "Create a RequestAuthentication that selects the gateway's pods. Claims come from verified tokens only, and only at " +
        "gateways, so without one the route never matches.",
    settings: ["rootNamespaces"],
    kinds: [route, gateway, tokens],

    *check(_, context, view) {
        for (const object of view.kind(route)) {
            const field = claims(object)[0];
            const names = object.root.at("spec", "gateways").items();
            const gateways = names.flatMap((each) => find(each, object, view));
            const hazy = matchesOf(object)
                .flatMap((each) => ["headers", "withoutHeaders"].map((key) => each.at(key)))
                .find((each) => each.isUnknown);
            const bare = gateways.find((each) => !isAuthenticated(each, view, context));
            if (field === undefined && hazy !== undefined) {
                yield { object, finding: unseen(hazy) };
            }
            if (field === undefined || names.some((each) => each.isUnknown)) {
                continue;
            }
            const fix = "create a RequestAuthentication that selects the gateway's pods";
            if (names.every((each) => each.text === "mesh")) {
                const message = "and claims are known at gateways only, so the route never matches";
                yield { object, finding: violation(field, message, "bind the VirtualService to a gateway") };
            } else if (bare !== undefined) {
                const message = `and no RequestAuthentication verifies tokens at ${describeObject(bare)}`;
                yield { object, finding: violation(field, message, fix) };
            }
        }
    },
};

/** The matches on claims; the key of the map is what says so, and its value may be anything. */
function claims(object: PolicyObject): readonly Field[] {
    return matchesOf(object).flatMap((match) =>
        ["headers", "withoutHeaders"].flatMap((key) =>
            match
                .at(key)
                .entries()
                .flatMap(([name, value]) => (claim.test(name) ? [value] : [])),
        ),
    );
}

function matchesOf({ root }: PolicyObject): readonly Field[] {
    return root
        .at("spec", "http")
        .items()
        .flatMap((each) => each.at("match").items());
}

function find(name: Field, object: PolicyObject, view: StackView): readonly PolicyObject[] {
    const [first = "", second] = (name.text ?? "").split("/");
    const found =
        second === undefined
            ? view.find(gateway, first, object.namespace)
            : view.find(gateway, second, first);
    return found === undefined ? [] : [found];
}

/** By a RequestAuthentication of the gateway's own namespace or the root's, for all of its pods. */
function isAuthenticated(object: PolicyObject, view: StackView, context: Context): boolean {
    const selector = object.root.at("spec", "selector");
    return view.kind(tokens).some((each) => {
        const namespace = each.namespace ?? "";
        // A Gateway selects pods of every namespace, and its RequestAuthentication stands beside the pods.
        const isNear =
            namespace === object.namespace ||
            context.rootNamespaces.includes(namespace) ||
            !isEmpty(selectorOf(each));
        return (
            isNear &&
            selectorOf(each)
                .entries()
                .every(
                    ([key, value]) =>
                        value.isUnknown || selector.isUnknown || selector.at(key).text === value.text,
                )
        );
    });
}
