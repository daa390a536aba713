import type { CallChange } from "./calls/callChanges";
import { anybody } from "./calls/identities";
import { endsKey } from "./calls/relations";
import { counted } from "./objects/names";
import { type Section, type Statement, sections } from "./statement";

/** What is said first, and of a change that is only text all that is said. */
export const nothingChanges = "nothing changes in meaning";

const names: Readonly<Record<Section, readonly [string, string]>> = {
    policies: ["finding of policies", "findings of policies"],
    access: ["change of access", "changes of access"],
    exposure: ["change of what is exposed", "changes of what is exposed"],
    egress: ["change of egress", "changes of egress"],
    encryption: ["change of encryption", "changes of encryption"],
    traffic: ["change of traffic", "changes of traffic"],
    revisions: ["revision move", "revision moves"],
    workloads: ["change of workloads", "changes of workloads"],
    operations: ["replacement or deletion", "replacements and deletions"],
    observability: ["change of observability", "changes of observability"],
    objects: ["other change", "other changes"],
};

const opening: readonly CallChange["kind"][] = ["opened", "relaxed", "settled", "possible"];
const closing: readonly CallChange["kind"][] = ["closed", "restricted", "doubted", "impossible"];

/** The whole in one line: what opens first, then what closes, then how much of everything else there is. */
export function verdictOf(
    statements: readonly Statement[],
    calls: readonly CallChange[],
    violations?: Violations,
): string {
    const judged = violations === undefined ? [] : [violationsInWords(violations)];
    const meaning = statements.some(({ section }) => section !== "policies")
        ? meaningInWords(statements, calls)
        : nothingChanges;
    return [meaning, ...judged].join(", ");
}

/** Of the policy pack, where it was asked: how much stops an update, and whether it did so before. */
export interface Violations {
    readonly fresh: number;
    readonly standing: number;
}

function violationsInWords({ fresh, standing }: Violations): string {
    const before = standing === 0 ? "" : ` (${standing} as before)`;
    return fresh === 0
        ? standing === 0
            ? "no policy violation"
            : `no new policy violation${before}`
        : `${counted(fresh, "policy violation")}${before}`;
}

function meaningInWords(statements: readonly Statement[], calls: readonly CallChange[]): string {
    const open = new Set(
        calls.filter((each) => each.from === anybody && opening.includes(each.kind)).map(({ to }) => to),
    );
    // To whom every identity may call, not each of them is counted.
    const pairs = (way: CallChange["way"], kinds: readonly CallChange["kind"][]): number =>
        new Set(
            calls
                .filter((each) => each.way === way && kinds.includes(each.kind))
                .filter(({ layer, to }) => layer === "reach" || !open.has(to))
                .map(endsKey),
        ).size;
    const parts = [
        told(open.size, "workload open to every identity", "workloads open to every identity"),
        told(pairs("mesh", opening), "pair may call more", "pairs may call more"),
        told(pairs("in", opening), "newly exposed route", "newly exposed routes"),
        told(pairs("out", opening), "new way out", "new ways out"),
        told(pairs("mesh", closing), "pair may call less", "pairs may call less"),
        told(pairs("in", closing), "route exposed less", "routes exposed less"),
        told(pairs("out", closing), "way out less", "ways out less"),
        ...sections
            .filter((each) => each !== "policies")
            .map((section) => {
                const here = statements.filter((each) => each.section === section);
                const isCounted = ["access", "exposure", "egress"].includes(section);
                const left = isCounted ? here.filter(({ effect }) => effect === "changes") : here;
                return told(left.length, ...names[section]);
            }),
    ].filter((part) => part !== "");
    return parts.length === 0 ? told(statements.length, "change", "changes") : parts.join(", ");
}

function told(count: number, one: string, many: string): string {
    return count === 0 ? "" : counted(count, one, many);
}
