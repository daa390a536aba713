import { type Call, callKinds, callsOf } from "../engine/callGraph";
import { type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

export const limitRetryStorms: StackRule = {
    scope: "stack",
    id: "G-27",
    name: "meshwright-traffic-limit-retry-storms",
    displayName: "Limit what retries come to along a chain of calls",
    description:
        "Along the calls that policies allow, one request must not become more than triesBudget at the last server: each hop " +
        "that repeats what a server has begun multiplies the work of all behind it, when they can bear it least.",
    severity: "high",
    remediationSteps:
        "Retry close to where it failed and nowhere else: set attempts to 0 on the other hops, or retryOn to connect-failure and " +
        "refused-stream, which repeat nothing a server has begun.",
    settings: ["triesBudget"],
    kinds: callKinds,

    *check(_objects, { triesBudget }, view) {
        for (const { call, times, path } of chains(view)) {
            if (call.route !== undefined && call.repeats > 1 && times > triesBudget) {
                const field = call.route.root.at("spec", "http");
                const message = `by which one request becomes ${times} along ${path.join(", ")}, above the budget of ${triesBudget}`;
                const finding = violation(field, message, "lower attempts on the way");
                yield { object: call.route, finding };
            }
        }
    },
};

interface Chain {
    readonly call: Call;
    /** How often the server may do its work for one request at the start. */
    readonly times: number;
    readonly path: readonly string[];
}

/** The worst way to the end of each call. A call back into a circle is left out, so that there is an end. */
function chains(view: StackView): readonly Chain[] {
    const calls = callsOf(view);
    const arriving = new Map<string, Call[]>();
    for (const call of calls) {
        arriving.set(call.to, [...(arriving.get(call.to) ?? []), call]);
    }
    const known = new Map<string, Omit<Chain, "call">>();
    const arrive = (account: string, open: ReadonlySet<string>): Omit<Chain, "call"> => {
        const before = known.get(account);
        if (before !== undefined) {
            return before;
        }
        const inside = new Set([...open, account]);
        const ways = (arriving.get(account) ?? [])
            .filter(({ from }) => !inside.has(from))
            .map((call) => {
                const way = arrive(call.from, inside);
                return { times: way.times * call.repeats, path: [...way.path, account] };
            });
        const worst = ways.reduce((one, two) => (two.times > one.times ? two : one), {
            times: 1,
            path: [account],
        });
        known.set(account, worst);
        return worst;
    };
    return calls.map((call) => {
        const way = arrive(call.from, new Set([call.to]));
        return { call, times: way.times * call.repeats, path: [...way.path, call.to] };
    });
}
