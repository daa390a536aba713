import type { CallChange } from "./calls/callChanges";
import { anybody } from "./calls/identities";
import { endsKey } from "./calls/relations";
import { counted } from "./objects/names";
import type { JudgedFinding } from "./policies/findings";
import type { Side } from "./side";
import { type Section, type Statement, sections } from "./statement";

/** What is said first, and of a change that is only text all that is said. */
export const nothingChanges = "nothing changes in meaning";

const names: Readonly<Record<Section, readonly [string, string]>> = {
    preview: ["word of the engine", "words of the engine"],
    policies: ["finding of policies", "findings of policies"],
    access: ["change of access", "changes of access"],
    exposure: ["change of what is exposed", "changes of what is exposed"],
    egress: ["change of egress", "changes of egress"],
    encryption: ["change of encryption", "changes of encryption"],
    traffic: ["change of traffic", "changes of traffic"],
    revisions: ["revision move", "revision moves"],
    workloads: ["change of workloads", "changes of workloads"],
    settings: ["changed setting", "changed settings"],
    operations: ["replacement or deletion", "replacements and deletions"],
    observability: ["change of observability", "changes of observability"],
    objects: ["other change", "other changes"],
};

const opening: readonly CallChange["kind"][] = ["opened", "relaxed", "settled", "possible"];
const closing: readonly CallChange["kind"][] = ["closed", "restricted", "doubted", "impossible"];

/**
 * The whole in one line: what opens first, then what closes, then how much of everything else there is. Of a preview that
 * failed nothing is said before that, since what it did not come to is in none of the rest.
 */
export function verdictOf(
    statements: readonly Statement[],
    calls: readonly CallChange[],
    before: Side,
    after: Side,
    findings?: readonly JudgedFinding[],
): string {
    const judged = findings === undefined ? [] : [violationsInWords(findings)];
    const isMeant = statements.some(({ section }) => section !== "policies" && section !== "preview");
    const hasFailed = statements.some(({ section }) => section === "preview");
    const whole = hasFailed ? undefined : wholeInWords(before, after);
    const meaning = isMeant ? [meaningInWords(statements, calls, after)] : hasFailed ? [] : [nothingChanges];
    const said = [...(whole?.isAll === true ? [] : meaning), ...judged];
    const all = [...(whole === undefined ? [] : [whole.words]), ...said].join(", ");
    return !hasFailed
        ? all
        : all === ""
          ? "the preview failed"
          : `the preview failed, and this is what it came to: ${all}`;
}

/** Of a stack that comes or goes; what goes whole needs no other word. */
function wholeInWords(
    before: Side,
    after: Side,
): { readonly words: string; readonly isAll: boolean } | undefined {
    const [was, is] = [before, after].map(({ objects }) => objects.length) as [number, number];
    if (was > 0 && is === 0) {
        const workloads = counted(before.workloads.length, "workload");
        return { words: `everything is gone: ${workloads} and ${counted(was, "object")}`, isAll: true };
    }
    return was === 0 && is > 0 ? { words: "everything is new", isAll: false } : undefined;
}

function violationsInWords(findings: readonly JudgedFinding[]): string {
    const stopping = findings.filter(({ level }) => level === "mandatory");
    const [fresh, standing] = (["now", "as before"] as const).map(
        (when) => stopping.filter(({ found }) => found === when).length,
    ) as [number, number];
    const before = standing === 0 ? "" : ` (${standing} as before)`;
    return fresh === 0
        ? standing === 0
            ? "no policy violation"
            : `no new policy violation${before}`
        : `${counted(fresh, "policy violation")}${before}`;
}

function meaningInWords(statements: readonly Statement[], calls: readonly CallChange[], after: Side): string {
    const calledByAnybody = (kinds: readonly CallChange["kind"][]): ReadonlySet<string> =>
        new Set(
            calls.filter((each) => each.from === anybody && kinds.includes(each.kind)).map(({ to }) => to),
        );
    const open = calledByAnybody(opening);
    const shut = calledByAnybody(closing);
    const there = new Set(after.workloads.map(({ namespace, name }) => `${namespace}/${name}`));
    // To whom every identity may call, or might, not each of them is counted.
    const pairs = (way: CallChange["way"], kinds: readonly CallChange["kind"][]): number =>
        new Set(
            calls
                .filter((each) => each.way === way && kinds.includes(each.kind))
                .filter(({ layer, to }) => layer === "reach" || !(kinds === opening ? open : shut).has(to))
                .map(endsKey),
        ).size;
    const parts = [
        told(open.size, "workload open to every identity", "workloads open to every identity"),
        told(pairs("mesh", opening), "pair may call more", "pairs may call more"),
        told(pairs("in", opening), "newly exposed route", "newly exposed routes"),
        told(pairs("out", opening), "new way out", "new ways out"),
        told(
            [...shut].filter((each) => there.has(each)).length,
            "workload open to every identity no longer",
            "workloads open to every identity no longer",
        ),
        told(pairs("mesh", closing), "pair may call less", "pairs may call less"),
        told(pairs("in", closing), "route exposed less", "routes exposed less"),
        told(pairs("out", closing), "way out less", "ways out less"),
        ...sections
            .filter((each) => each !== "policies" && each !== "preview")
            .map((section) => {
                const here = statements.filter((each) => each.section === section);
                const isCounted = ["access", "exposure", "egress"].includes(section);
                // What opens or closes pairs is counted as pairs already; a gateway's door is of none, nor are the tokens
                // that an object takes.
                const isDoor = ({ about, because }: Statement) =>
                    about === undefined && (section === "exposure" || because.length > 0);
                const left = isCounted
                    ? here.filter((each) => each.effect === "changes" || isDoor(each))
                    : here;
                return told(left.length, ...names[section]);
            }),
    ].filter((part) => part !== "");
    return parts.length === 0 ? told(statements.length, "change", "changes") : parts.join(", ");
}

function told(count: number, one: string, many: string): string {
    return count === 0 ? "" : counted(count, one, many);
}
