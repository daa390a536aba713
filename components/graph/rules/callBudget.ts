import { type Arithmetic, type Hop, hopsOf, triesOf, type Worst } from "../arithmetic";
import type { DeclaredCall } from "../edges";
import type { ServiceGraph } from "../model";
import type { Report } from "../report";
import type { DeclaredRoute } from "../routes";
import { inStack } from "../shape/location";

/** Warnings of one kind that are told one by one; where there are more they are mostly one mistake of a hub. */
const told = 20;

/** Where the graph's calls and routes are declared, for messages. */
export interface Declarations {
    readonly calls: readonly DeclaredCall[];
    readonly routes: readonly DeclaredRoute[];
}

/**
 * How many tries one request may come to, against the environment's budget. A way that leaves the budget is told once,
 * at the hop where it does: every hop behind it is beyond the budget too.
 */
export function checkCallBudget(graph: ServiceGraph, declared: Declarations, report: Report): void {
    const arithmetic = triesOf(hopsOf(graph));
    const place = placesOf(declared);
    const { warnAbove, refuseAbove } = graph.platform.callBudget;
    let high = 0;
    for (const worst of arithmetic.worst) {
        const before = worst.tries / worst.hop.tries;
        if (worst.tries > refuseAbove && before <= refuseAbove) {
            const message = `${spelledOut(worst)}, and ${refuseAbove} is the most this environment allows; retry in fewer places, best only at the last hop, or raise meshwright:callBudget.refuseAbove`;
            report.error("call-budget-exceeded", place(worst.hop), message);
        } else if (worst.tries > warnAbove && before <= warnAbove && ++high <= told) {
            const message = `${spelledOut(worst)}: when the last of them is down, that is what one request costs it; retry in fewer places, best only at the last hop`;
            report.warning("call-budget-high", place(worst.hop), message);
        }
    }
    if (high > told) {
        const message = `${high - told} more calls are tried more than ${warnAbove} times for one request; mend those that are named first, or raise it`;
        report.warning("call-budget-high", inStack(["callBudget", "warnAbove"]), message);
    }
    checkCircles(arithmetic, place, report);
}

/** A circle of calls in which a failure is tried again multiplies its tries with every time around. */
function checkCircles({ worst, circles }: Arithmetic, place: (hop: Hop) => string, report: Report): void {
    for (const circle of circles) {
        const members = new Set(circle);
        const again = worst.find(
            ({ hop }) => hop.repeats > 1 && members.has(hop.from) && members.has(hop.to),
        );
        if (again !== undefined) {
            const { hop } = again;
            const message = `this call is tried ${hop.repeats} times on failure, and it is part of a circle of calls (${someOf(circle)}), where each time around multiplies that again; retry only what never arrived: on: [connect-failure, refused-stream], or break the circle`;
            report.warning("retries-in-circle", place(hop), message);
        }
    }
}

/** A circle may hold thousands; a few show where it is. */
function someOf(circle: readonly string[]): string {
    const shown = circle.length <= 6 ? circle : circle.slice(0, 5);
    const rest = circle.length - shown.length;
    return rest === 0 ? shown.join(", ") : `${shown.join(", ")} and ${rest} more`;
}

/** `edge/web → core/api (4×) → ml/predict (3×) = 12 tries`: what repeats on the way, and the tries at its end. */
function spelledOut({ path, tries }: Worst): string {
    const steps = path.map(({ service, repeats, tries: last }, index) => {
        const times = index === path.length - 1 ? last : repeats;
        return times === 1 ? service : `${service} (${times}×)`;
    });
    return `${[path[0]?.from ?? "", ...steps].join(" → ")} = ${tries} tries`;
}

function placesOf({ calls, routes }: Declarations): (hop: Hop) => string {
    const places = new Map<string, string>();
    for (const { caller, service, at } of calls) {
        places.set(`${caller.id} ${service.id}`, at());
    }
    for (const { raw, at } of routes) {
        places.set(`${raw.publicHost} ${raw.path}`, at());
    }
    return ({ declared }) => {
        const key =
            "publicHost" in declared
                ? `${declared.publicHost} ${declared.path}`
                : `${declared.from} ${declared.to}`;
        return places.get(key) ?? key;
    };
}
