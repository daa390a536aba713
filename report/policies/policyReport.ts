import type { Configured } from "../../policyCheck/preset";
import type { Side } from "../side";
import { byWords, type Findings, findingsOf, type JudgedFinding, type PolicyFinding } from "./findings";
import { verdicts } from "./policyChanges";

/**
 * Both sides judged by `rules`, and what the engine told beside, but for what the rules say as gravely themselves (the
 * engine's pack may be configured otherwise, and it is the one that refuses): what is found now first, the worst of it
 * at the head, then what stands as before, then what is found no longer. Undefined where nobody asked a policy.
 */
export function policyReport(
    before: Side,
    after: Side,
    rules?: readonly Configured[],
    engine?: readonly PolicyFinding[],
): readonly JudgedFinding[] | undefined {
    if (rules === undefined && engine === undefined) {
        return undefined;
    }
    const [was, own] = [before, after].map((side) => findingsOf(side, rules ?? [])) as [Findings, Findings];
    const said = [...own.values()];
    const heard = new Set(said.map(placeOf));
    const refused = new Set(said.filter(({ level }) => level === "mandatory").map(placeOf));
    const others = byWords(
        (engine ?? []).filter((each) => !(each.level === "mandatory" ? refused : heard).has(placeOf(each))),
    );
    const is = new Map([...own, ...others]);
    return [
        ...[...is].map(
            ([key, each]): JudgedFinding => ({
                ...each,
                found: was.get(key)?.level === each.level ? "as before" : "now",
            }),
        ),
        ...[...was]
            .filter(([key]) => !is.has(key))
            .map(([, each]): JudgedFinding => ({ ...each, found: "no longer" })),
    ].sort(inOrder);
}

function placeOf({ rule, object }: PolicyFinding): string {
    return `${rule} ${object}`;
}

const times: readonly JudgedFinding["found"][] = ["now", "as before", "no longer"];
const levels = Object.keys(verdicts);

function inOrder(left: JudgedFinding, right: JudgedFinding): number {
    return (
        times.indexOf(left.found) - times.indexOf(right.found) ||
        levels.indexOf(left.level) - levels.indexOf(right.level) ||
        (placeOf(left) < placeOf(right) ? -1 : 1)
    );
}
