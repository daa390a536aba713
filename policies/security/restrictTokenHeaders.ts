import { every, listAt, matches, not, textAt } from "../engine/admission/cel";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation, warning } from "../engine/rule";

/** Headers that somebody else gives a meaning to: proxies, applications, browsers. */
const wellKnown =
    /^(:.*|authorization|proxy-authorization|cookie|set-cookie|host|origin|referer|user-agent|via|te|upgrade|connection|transfer-encoding|content-.*|accept.*|x-forwarded-.*|forwarded|x-envoy-.*|x-request-id|x-real-ip|x-b3-.*|traceparent|tracestate|l5d-.*|grpc-.*)$/i;

const rules = listAt("object", "spec", "jwtRules");
const isOwn = (header: string) => not(matches(header, wellKnown));

export const restrictTokenHeaders: ObjectRule = {
    scope: "object",
    id: "B-06",
    ids: ["ASM-1.4.1"],
    name: "meshwright-security-restrict-token-headers",
    displayName: "Restrict where tokens come from and claims go",
    description: "Claims must go into headers of their own, and tokens must not be taken from URLs.",
    severity: "high",
    remediationSteps:
        "Name a header such as x-jwt-payload for outputPayloadToHeader and outputClaimToHeaders. Take tokens from headers: " +
        "URLs stand in access logs, histories and referrers. forwardOriginalToken is not judged: who verifies again needs it.",
    settings: [],
    kinds: ["security.istio.io/RequestAuthentication"],

    *check(object) {
        for (const rule of object.root.at("spec", "jwtRules").items()) {
            yield* judge(rule.at("outputPayloadToHeader"));
            for (const output of rule.at("outputClaimToHeaders").items()) {
                yield* judge(output.at("header"));
            }
            const parameter = rule.at("fromParams").items()[0];
            if (parameter?.isUnknown) {
                yield unproven(parameter);
            } else if (parameter !== undefined) {
                yield warning(
                    parameter,
                    "so tokens stand in URLs, and URLs in access logs",
                    "take the token from a header (fromHeaders)",
                );
            }
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.jwtRules[].outputPayloadToHeader",
                    holds: every(rules, "r", isOwn(textAt("r", "outputPayloadToHeader"))),
                    message: "which means something else already, so a claim passes for it",
                    fix: "name a header of its own, such as x-jwt-payload",
                },
                {
                    at: "spec.jwtRules[].outputClaimToHeaders[].header",
                    holds: every(
                        rules,
                        "r",
                        every(listAt("r", "outputClaimToHeaders"), "o", isOwn(textAt("o", "header"))),
                    ),
                    message: "which means something else already, so a claim passes for it",
                    fix: "name a header of its own, such as x-jwt-payload",
                },
            ],
        },
    ],
};

function* judge(header: Field): Iterable<Finding> {
    if (header.isUnknown) {
        yield unproven(header);
    } else if (wellKnown.test(header.text ?? "")) {
        yield violation(
            header,
            "which means something else already, so a claim passes for it",
            "name a header of its own, such as x-jwt-payload",
        );
    }
}
