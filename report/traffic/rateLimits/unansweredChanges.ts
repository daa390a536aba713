import type { Side } from "../../side";
import { changes, type Statement } from "../../statement";
import { rateLimitsOf } from "./rateLimitsOf";

/** What becomes of requests while the service that counts for the whole mesh does not answer. */
export function unansweredChanges(before: Side, after: Side): readonly Statement[] {
    const { refusing: were } = rateLimitsOf(before);
    const places = (isRefusing: boolean): readonly string[] => {
        const moved = [...rateLimitsOf(after).refusing].filter(
            ([keeper, is]) => is === isRefusing && were.get(keeper) === !isRefusing,
        );
        return [...new Set(moved.map(([keeper]) => keeper.slice(0, keeper.indexOf(" "))))];
    };
    const said = (place: string, what: string, effect: Statement["effect"]): Statement => ({
        ...changes("traffic", `${place}: while the rate-limit service does not answer, requests ${what}`),
        effect,
    });
    return [
        ...places(false).map((each) => said(each, "pass now, and were refused", "opens")),
        ...places(true).map((each) => said(each, "are refused now, and passed", "closes")),
    ];
}
