import type { Finding, Rule } from "./rule";

/** What others call some findings of a rule, in the order of the rule's `ids`. */
export function codesOf({ ids = [] }: Pick<Rule, "ids">, findings: readonly Finding[]): readonly string[] {
    return ids.filter((code) => findings.some((finding) => isCalled(finding, code)));
}

/** A finding that names a code of a tool, or the tool alone, has no other code of that tool. */
function isCalled({ ids = [] }: Finding, code: string): boolean {
    return ids.includes(code) || !ids.some((each) => toolOf(each) === toolOf(code));
}

/** `IST` of IST0101. */
function toolOf(code: string): string {
    return /^[A-Z]+(?=\d|$)/.exec(code)?.[0] ?? code;
}
