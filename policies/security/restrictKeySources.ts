import { all, any, every, listAt, matches, not, textAt } from "../engine/admission/cel";
import type { Field } from "../engine/field";
import { isAddress, isPrivate, urlParts } from "../engine/privateAddress";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

const uri = textAt("r", "jwksUri");
const secured = /^https:\/\/([^/@?#]*@)?(\[[^\]]*\]|[^/:?#]*[^/:?#@])([/:?#]|$)/i;
/** Addresses, and the names of a machine itself and of its cloud's metadata. */
const unnamed =
    /^https:\/\/([^/@?#]*@)?(\[?([0-9]{1,3}(\.[0-9]{1,3}){3}|localhost|[^/:?#\]]*\.localhost|metadata|metadata\.google\.internal|instance-data)\]?([/:?#]|$)|\[[^\]]*:)/i;

export const restrictKeySources: ObjectRule = {
    scope: "object",
    id: "B-03",
    ids: ["IST0175"],
    name: "meshwright-security-restrict-key-sources",
    displayName: "Restrict where keys of tokens come from",
    description: "The keys that tokens are verified with must come by https, from a host with a name.",
    severity: "high",
    framework: {
        name: "Istio Security Bulletins",
        version: "1.31",
        reference: "https://istio.io/latest/news/security/",
        specification: "Server-side request forgery through jwksUri",
    },
    remediationSteps:
        "Give jwksUri as https://HOST/…: istiod fetches it with its own rights, and believes whatever comes back.",
    settings: [],
    kinds: ["security.istio.io/RequestAuthentication"],

    *check(object) {
        for (const rule of object.root.at("spec", "jwtRules").items()) {
            yield* judge(rule.at("jwksUri"));
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.jwtRules[].jwksUri",
                    holds: every(
                        listAt("object", "spec", "jwtRules"),
                        "r",
                        any(`${uri} == ''`, all(matches(uri, secured), not(matches(uri, unnamed)))),
                    ),
                    message:
                        "where keys may come from somebody else, or istiod be made to ask its own network",
                    fix: "give an https URL of the issuer, by its name",
                },
            ],
        },
    ],
};

function* judge(field: Field): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
        return;
    }
    if (field.isAbsent || field.text === "") {
        return;
    }
    const url = urlParts(field.text ?? "");
    const fix = "give an https URL of the issuer";
    if (url === undefined || !["http", "https"].includes(url.scheme)) {
        yield violation(field, "which is no URL that istiod fetches, so no token is valid", fix);
    } else if (isPrivate(url.host)) {
        yield violation(
            field,
            "so istiod can be made to ask its own machine or its cloud's metadata service",
            fix,
        );
    } else if (url.scheme === "http") {
        yield violation(field, "so whoever is on the way can give istiod keys of his own", fix);
    } else if (isAddress(url.host.replace(/^\[|\]$/g, ""))) {
        yield violation(field, "an address, which can change owners with nobody noticing", fix);
    }
}
