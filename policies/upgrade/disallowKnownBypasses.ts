import { compareVersions } from "../../components/revisions/support";
import { refuseVersion } from "../engine/acceptedVersions";
import { type BypassUse, bypassKinds, bypassUses } from "../engine/bypassUses";
import type { Context, KnownBypass } from "../engine/context";
import { type ControlPlane, controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import { minorNumber, minorOf } from "../engine/istioVersion";
import { describeObject, type PolicyObject } from "../engine/object";
import { type StackFinding, type StackRule, unproven } from "../engine/rule";
import { knownBypasses } from "./knownBypasses";

export const disallowKnownBypasses: StackRule = {
    scope: "stack",
    id: "F-08",
    name: "meshwright-upgrade-disallow-known-bypasses",
    displayName: "Disallow versions that the stack's own policy does not hold on",
    description: "An istiod must not be of a version with a known way around a feature that this stack uses.",
    severity: "critical",
    remediationSteps:
        "Upgrade to the first version with the fix. A version that must run a little longer belongs in acceptedVersions, " +
        "with a reason and a date.",
    settings: ["now", "acceptedVersions", "knownBypasses"],
    kinds: [...controlPlaneKinds, ...bypassKinds],

    *check(objects, context) {
        const planes = controlPlanes(objects);
        for (const bypass of tableOf(context)) {
            const [use] = planes.length === 0 ? [] : firstUse(objects, bypass);
            if (use !== undefined) {
                for (const plane of planes) {
                    yield* judge(plane, bypass, use, context);
                }
            }
        }
    },
};

function tableOf({ knownBypasses: own }: Context): readonly KnownBypass[] {
    const replaced = new Set(own.map((each) => each.id));
    return [...knownBypasses.filter((each) => !replaced.has(each.id)), ...own];
}

/** One that is certain before one that is not. */
function firstUse(objects: readonly PolicyObject[], { feature }: KnownBypass): readonly BypassUse[] {
    const uses = objects.flatMap((object) => bypassUses(object, feature));
    return [...uses.filter((each) => !each.field.isUnknown), ...uses].slice(0, 1);
}

function judge(
    { object, version }: ControlPlane,
    { id, fixedIn }: KnownBypass,
    use: BypassUse,
    context: Context,
): readonly StackFinding[] {
    if (version.version === undefined) {
        // A text that is no version is for F-05 to refuse.
        return version.field.isUnknown ? [{ object, finding: unproven(version.field) }] : [];
    }
    if (!isOpen(version.version, fixedIn)) {
        return [];
    }
    if (use.field.isUnknown) {
        return [{ object: use.object, finding: unproven(use.field) }];
    }
    const where = `${describeObject(use.object)} (${use.field})`;
    const message = `a version with ${id}, and ${where} uses what that is about`;
    const fix = `use ${fixFor(version.version, fixedIn)} or later`;
    return refuseVersion(version, message, fix, context).map((finding) => ({ object, finding }));
}

/** A minor before the first with a fix never got one; a minor after the last has had it from the start. */
function isOpen(version: string, fixedIn: readonly string[]): boolean {
    const same = fixedIn.find((each) => minorOf(each) === minorOf(version));
    return same === undefined
        ? fixedIn.some((each) => minorNumber(each) > minorNumber(version))
        : compareVersions(version, same) < 0;
}

function fixFor(version: string, fixedIn: readonly string[]): string | undefined {
    return [...fixedIn].sort(compareVersions).find((each) => minorNumber(each) >= minorNumber(version));
}
