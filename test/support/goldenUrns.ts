import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One resource of a golden list: a URN taken apart. */
export interface GoldenUrn {
    /** Type tokens of its parents, outermost first. */
    readonly parents: readonly string[];
    readonly type: string;
    readonly name: string;
}

/**
 * The golden list of a stack: one URN a line, sorted, with the revision's name written as `{revision}`, because
 * the lab runs another patch of Istio than the stack files pin.
 */
export function goldenUrns(stack: string, revision: string): readonly GoldenUrn[] {
    const text = readFileSync(join(__dirname, "..", "golden", `urns.${stack}.txt`), "utf8");
    const lines = text.split("\n").filter((line) => line !== "");
    return lines.map((line) => readUrn(line.replaceAll("{revision}", revision)));
}

/** `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
function readUrn(urn: string): GoldenUrn {
    const [, , types = "", ...name] = urn.split("::");
    const chain = types.split("$");
    return { parents: chain.slice(0, -1), type: chain.at(-1) ?? "", name: name.join("::") };
}
