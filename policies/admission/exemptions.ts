import { quoted } from "../engine/admission/cel";
import type { Context, Exemption } from "../engine/context";
import { whyNotCounted } from "../engine/exemptions";

/** A condition under which a policy judges at all. */
export interface Condition {
    readonly name: string;
    readonly expression: string;
}

/**
 * Exemptions that an API server can go by: those in force, of objects by name. Where a resource comes from, its URN,
 * is nothing that it sees, so one that asks for that exempts nothing here, as in plain manifests.
 */
export function exemptionsInForce({ exemptions, today }: Context): readonly Exemption[] {
    return exemptions.filter(
        (each) =>
            each.object !== undefined && each.urn === undefined && whyNotCounted(each, today) === undefined,
    );
}

export function exemptionCondition(
    { object = "" }: Exemption,
    index: number,
    namespaced: boolean,
): Condition {
    const place = namespaced ? "request.namespace + '/' + " : "";
    const name = `(request.kind.kind + ' ' + ${place}object.metadata.name)`;
    return { name: `exempt-${index + 1}`, expression: `!${name}.matches(${quoted(globPattern(object))})` };
}

function globPattern(glob: string): string {
    return `^${glob
        .split("*")
        .map((each) => each.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"))
        .join(".*")}$`;
}

/** Why, who answers for it and until when: what an exemption is, for whoever finds it in a cluster. */
export function exemptionNotes(exemptions: readonly Exemption[]): Readonly<Record<string, string>> {
    return Object.fromEntries(
        exemptions.map(({ object, reason, owner = "", until = "" }, index) => [
            `meshwright.io/exempt-${index + 1}`,
            `${object}: ${reason.trim()}; through ${until}; ask ${owner.trim()}`,
        ]),
    );
}
