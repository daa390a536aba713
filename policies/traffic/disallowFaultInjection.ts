import { all, any, every, isNone, isSet, listAt, mapAt, not, some, textAt } from "../engine/admission/cel";
import type { Field } from "../engine/field";
import { routesOf, virtualService } from "../engine/routes";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

/** Tells a client to use a connection of its own for this host: no fault, but the guard against a mixed-up one. */
const misdirected = 421;

const headers = mapAt("m", "headers");
const isAskedForByHeader = some(
    headers,
    "k",
    all(
        "!k.startsWith(':')",
        any(...["exact", "prefix"].map((each) => `${textAt(`${headers}[k]`, each)} != ''`)),
    ),
);

export const disallowFaultInjection: ObjectRule = {
    scope: "object",
    id: "G-05",
    name: "meshwright-traffic-disallow-fault-injection",
    displayName: "Disallow faults that are left in",
    description:
        "A route must not inject delays or errors into requests that do not ask for them by a header; the answer 421, which " +
        "sends a client to another connection, is none. An experiment that is forgotten is an outage.",
    severity: "high",
    remediationSteps:
        "Remove fault, or match a header that only those send who want it. Any other experiment belongs in the policy's " +
        "exemptions, with its owner and the day it ends.",
    settings: [],
    kinds: [virtualService],

    *check(object) {
        for (const { field } of routesOf(object, ["http"])) {
            const fault = field.at("fault");
            if (isAskedFor(field)) {
                continue;
            }
            yield* judge(fault.at("abort"), "so requests fail that nothing is wrong with");
            yield* fault.isUnknown ? [] : judge(fault.at("delay"), "so requests wait that nothing holds up");
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.http[].fault",
                    holds: every(
                        listAt("object", "spec", "http"),
                        "h",
                        any(
                            all(
                                not(isSet("h", "fault", "delay")),
                                any(
                                    not(isSet("h", "fault", "abort")),
                                    `h.?fault.?abort.?httpStatus.orValue(0) == ${misdirected}`,
                                ),
                            ),
                            all(
                                not(isNone("h", "match")),
                                every(listAt("h", "match"), "m", isAskedForByHeader),
                            ),
                        ),
                    ),
                    message: "so requests fail or wait that nothing is wrong with",
                    fix: "remove it",
                },
            ],
        },
    ],
};

function* judge(fault: Field, effect: string): Iterable<Finding> {
    if (fault.isUnknown) {
        yield unproven(fault);
    } else if (!fault.isAbsent && fault.at("httpStatus").value !== misdirected) {
        yield violation(fault, effect, "remove it");
    }
}

/** Whether every request the route matches says by a header that it wants the fault. */
function isAskedFor(route: Field): boolean {
    const matches = route.at("match").items();
    return (
        matches.length > 0 &&
        matches.every((match) =>
            match
                .at("headers")
                .entries()
                .some(
                    ([name, value]) =>
                        !name.startsWith(":") &&
                        ["exact", "prefix"].some((each) => (value.at(each).text ?? "") !== ""),
                ),
        )
    );
}
