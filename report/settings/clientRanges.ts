import { isCovered } from "../../components/access";
import type { Statement } from "../statement";

/** None given is everybody: a Service then has no `loadBalancerSourceRanges`, which Kubernetes takes for all. */
const everybody = ["0.0.0.0/0", "::/0"];

/** Who may come to a gateway at all, told as what it opens or closes and not as a setting that has another value. */
export function clientRanges(
    gateway: string,
    before: readonly string[] | undefined,
    after: readonly string[] | undefined,
): readonly Statement[] {
    const [were, are] = [before ?? everybody, after ?? everybody];
    const [more, fewer] = [!covers(were, are), !covers(are, were)];
    if (!more && !fewer) {
        return [];
    }
    const effect = more ? "opens" : "closes";
    const sentence = `gateway ${gateway} may be reached from ${inWords(after)}; before, from ${inWords(before)}`;
    return [{ section: "exposure", effect, sentence, because: [] }];
}

function covers(outer: readonly string[], inner: readonly string[]): boolean {
    return inner.every((each) => isCovered(outer, each));
}

function inWords(ranges: readonly string[] | undefined): string {
    return ranges === undefined || covers(ranges, everybody) ? "any address" : ranges.join(", ");
}
