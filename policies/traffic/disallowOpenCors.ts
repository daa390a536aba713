import { all, any, every, isOn, isSet, listAt, matches, not, textAt } from "../engine/admission/cel";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

const route = "networking.istio.io/VirtualService";
const api = "gateway.networking.k8s.io/HTTPRoute";

const anyExact = /^(\*|https?:\/\/\*|null)$/;
const anyPrefix = /^(h|ht|htt|https?|https?:|https?:\/|https?:\/\/)?$/;
const anyRegex = /^\^?(https?\??|\(https\?\)|https\?)?(:\/\/)?[([]?(\.[*+]|\\S[*+]|\[\^\/\][*+])[)\]]?\$?$/;

export const disallowOpenCors: ObjectRule = {
    scope: "object",
    id: "C-12",
    name: "meshwright-traffic-disallow-open-cors",
    displayName: "Disallow credentials for every origin",
    description: "A CORS policy that allows credentials must name the origins that may send them.",
    severity: "high",
    framework: {
        name: "OWASP Web Security Testing Guide",
        version: "4.2",
        reference: "https://owasp.org/www-project-web-security-testing-guide/",
        specification: "WSTG-CLNT-07: Cross Origin Resource Sharing",
    },
    remediationSteps: "Name each origin (exact: https://app.example.com), or set allowCredentials to false.",
    settings: [],
    kinds: [route, api],

    *check({ root, groupKind }) {
        for (const http of groupKind === route ? root.at("spec", "http").items() : []) {
            const cors = http.at("corsPolicy");
            const old = cors.at("allowOrigin").items();
            yield* judge(cors, [...cors.at("allowOrigins").items(), ...old]);
        }
        for (const rule of groupKind === api ? root.at("spec", "rules").items() : []) {
            for (const cors of rule
                .at("filters")
                .items()
                .map((each) => each.at("cors"))) {
                yield* judge(cors, cors.at("allowOrigins").items());
            }
        }
    },

    admission: [
        {
            kinds: [route],
            claims: () => [
                {
                    at: "spec.http[].corsPolicy",
                    holds: every(
                        listAt("object", "spec", "http"),
                        "h",
                        any(
                            not(isOn("h", "corsPolicy", "allowCredentials")),
                            all(
                                every(
                                    listAt("h", "corsPolicy", "allowOrigin"),
                                    "o",
                                    not(matches("o", anyExact)),
                                ),
                                every(
                                    listAt("h", "corsPolicy", "allowOrigins"),
                                    "o",
                                    all(
                                        not(matches(textAt("o", "exact"), anyExact)),
                                        any(
                                            not(isSet("o", "prefix")),
                                            not(matches(textAt("o", "prefix"), anyPrefix)),
                                        ),
                                        not(matches(textAt("o", "regex"), anyRegex)),
                                    ),
                                ),
                            ),
                        ),
                    ),
                    message:
                        "which takes credentials from every origin, so every page a user opens may act as the user",
                    fix: "name the origins",
                },
            ],
            leaves: "filters of the Gateway API differ by the channel of its CRDs, and an expression would fail on one of them",
        },
    ],
};

function* judge(cors: Field, origins: readonly Field[]): Iterable<Finding> {
    const credentials = cors.at("allowCredentials");
    if (credentials.isUnknown) {
        yield unproven(credentials);
        return;
    }
    if (credentials.value !== true) {
        return;
    }
    for (const origin of origins) {
        const unknown = [origin, ...origin.entries().map(([, each]) => each)].find((each) => each.isUnknown);
        if (unknown !== undefined) {
            yield unproven(unknown);
        } else if (isAny(origin)) {
            const message = "and credentials are allowed, so every page a user opens may act as the user";
            yield violation(origin, message, "name the origins");
        }
    }
}

/** An origin is matched as a whole; Envoy answers with the very one that was sent, whatever it is. */
function isAny(origin: Field): boolean {
    const exact = origin.text ?? origin.at("exact").text ?? "";
    const prefix = origin.at("prefix").text;
    const regex = origin.at("regex").text ?? "";
    return anyExact.test(exact) || (prefix !== undefined && anyPrefix.test(prefix)) || anyRegex.test(regex);
}
