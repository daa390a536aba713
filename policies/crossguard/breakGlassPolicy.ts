import type { Policies, PolicyConfigSchema } from "@pulumi/policy";
import { type BreakGlass, breakGlassNote, breakGlassProblem, longestBreakGlass } from "../engine/breakGlass";
import type { Context } from "../engine/context";
import { today } from "./clock";

export const breakGlassName = "meshwright-break-glass";

interface Settings extends Partial<BreakGlass> {
    readonly now?: string;
}

/** The engine hands a policy its own settings and no other's, so the switch is kept here for those that follow. */
let current: BreakGlass | undefined;

/** For the context of every other policy; nothing where nothing is on fire. */
export function brokenGlass(): Pick<Context, "breakGlass"> {
    return current === undefined ? {} : { breakGlass: current };
}

/** The switch of a configuration, and why it does not count. */
export function readBreakGlass(
    { reason, owner, until, now }: Settings,
    day: string,
): { readonly breakGlass?: BreakGlass; readonly problem?: string } {
    if (reason === undefined && owner === undefined && until === undefined) {
        return {};
    }
    const breakGlass = { reason: reason ?? "", owner: owner ?? "", until: until ?? "" };
    const problem = breakGlassProblem(breakGlass, now ?? day);
    return problem === undefined ? { breakGlass } : { problem };
}

const configSchema: PolicyConfigSchema = {
    properties: {
        reason: { type: "string", minLength: 10, description: "What is on fire." },
        owner: { type: "string", minLength: 1, description: "Who broke the glass." },
        until: {
            type: "string",
            pattern: "^\\d{4}-\\d{2}-\\d{2}$",
            description: `Its last day, YYYY-MM-DD, at most ${longestBreakGlass} days ahead.`,
        },
        now: {
            type: "string",
            pattern: "^\\d{4}-\\d{2}-\\d{2}$",
            description: "The day to judge dates by, YYYY-MM-DD. Today by default.",
        },
    },
};

/** First of a pack: it reads the switch, and tells of it; one that does not count is refused and changes nothing. */
export const breakGlassPolicy: Policies[number] = {
    name: breakGlassName,
    displayName: "Limit break glass",
    description: "Whoever lets everything pass says why, who they are, and until when.",
    severity: "critical",
    enforcementLevel: "mandatory",
    tags: ["istio"],
    remediationSteps: "Take reason, owner and until out of this policy's configuration once the fire is out.",
    url: "https://github.com/meshwright/meshwright/blob/main/docs/policies.md#break-glass",
    configSchema,
    validateResource: (args) => {
        current = readBreakGlass(args.getConfig<Settings>(), today()).breakGlass;
    },
    validateStack: (args, report) => {
        const { breakGlass, problem } = readBreakGlass(args.getConfig<Settings>(), today());
        current = breakGlass;
        if (problem !== undefined) {
            report(`The break glass of this pack ${problem}`);
        } else if (breakGlass !== undefined) {
            const detailed = report as unknown as (violation: object) => void;
            detailed({
                message: `Everything passes: ${breakGlassNote(breakGlass)}`,
                enforcementLevel: "advisory",
            });
        }
    },
};
