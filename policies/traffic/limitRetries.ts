import type { Field } from "../engine/field";
import { routesOf, virtualService } from "../engine/routes";
import { type Finding, type ObjectRule, unproven, warning } from "../engine/rule";

const mostAttempts = 3;
/** The server has seen the request, and may have acted on it. */
const afterwards = new Set(["5xx", "gateway-error", "retriable-4xx", "reset"]);
const changing = new Set(["POST", "PATCH"]);

export const limitRetries: ObjectRule = {
    scope: "object",
    id: "G-01",
    name: "meshwright-traffic-limit-retries",
    displayName: "Limit how often a request is tried again",
    description:
        "A route should try again three times at most, and never where the server may have acted on the request: each hop of a " +
        "call multiplies what all the others try.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Set retries.attempts to 3 at most (0 for what must not be repeated), and retryOn to connect-failure, refused-stream, " +
        "unavailable for requests that change something.",
    settings: [],
    kinds: [virtualService],

    *check(object) {
        for (const { field } of routesOf(object, ["http"])) {
            const attempts = field.at("retries", "attempts");
            if (attempts.isUnknown) {
                yield unproven(attempts);
                continue;
            }
            if (typeof attempts.value === "number" && attempts.value > mostAttempts) {
                const message = `so one request may become ${attempts.value + 1} when the server can bear it least`;
                yield warning(attempts, message, `set it to ${mostAttempts} at most`);
            }
            yield* judgeCondition(field, attempts);
        }
    },
};

function* judgeCondition(route: Field, attempts: Field): Iterable<Finding> {
    const condition = route.at("retries", "retryOn");
    if (condition.isUnknown && attempts.value !== 0) {
        yield unproven(condition);
    }
    const reasons = (condition.text ?? "").split(",").map((each) => each.trim());
    const risky = reasons.find((each) => afterwards.has(each));
    const method = route
        .at("match")
        .items()
        .map((each) => each.at("method", "exact").text)
        .find((each) => changing.has(each ?? ""));
    if (risky !== undefined && method !== undefined && attempts.value !== 0) {
        const message = `so a ${method} that the server answered with ${risky} is sent again, and may be done twice`;
        yield warning(condition, message, "leave it to connect-failure, refused-stream and unavailable");
    }
}
