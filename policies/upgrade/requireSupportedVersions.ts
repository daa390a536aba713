import { compareVersions } from "../../components/revisions/support";
import { type IstioMinor, istioMinors } from "../../components/versions";
import { refuseVersion } from "../engine/acceptedVersions";
import { daysBetween, lastDay, warningDays } from "../engine/calendar";
import type { Context } from "../engine/context";
import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import { minorNumber, minorOf, type StatedVersion } from "../engine/istioVersion";
import { called, type Finding, type StackRule, unproven, warning } from "../engine/rule";

export const requireSupportedVersions: StackRule = {
    scope: "stack",
    id: "F-09",
    ids: ["IST0142"],
    name: "meshwright-upgrade-require-supported-versions",
    displayName: "Require versions that still get fixes",
    description:
        "An istiod must be of a minor that is not past its end of life, on a Kubernetes that this minor supports.",
    severity: "high",
    remediationSteps:
        "Move to a supported minor. A version that must run a little longer belongs in acceptedVersions, with a reason " +
        "and a date.",
    settings: ["now", "acceptedVersions", "kubernetesVersion"],
    kinds: controlPlaneKinds,

    *check(objects, context) {
        for (const { object, version } of controlPlanes(objects)) {
            for (const finding of judge(version, context)) {
                yield { object, finding };
            }
        }
    },
};

const oldest = istioMinors[0]?.minor ?? "";
const newest = istioMinors.at(-1)?.minor ?? "";

function* judge(stated: StatedVersion, context: Context): Iterable<Finding> {
    const { version, field } = stated;
    if (version === undefined) {
        if (field.isUnknown) {
            yield unproven(field);
        }
        return;
    }
    const minor = istioMinors.find((each) => each.minor === minorOf(version));
    if (minor !== undefined) {
        // istioctl minds the cluster's version, and not its own.
        yield* [...lifetime(stated, minor, context)].map((each) => called(each, "IST"));
        yield* kubernetes(stated, minor, context);
    } else if (minorNumber(version) < minorNumber(oldest)) {
        const message = `of Istio ${minorOf(version)}, which gets no fixes any more`;
        yield* [...refuseVersion(stated, message, `move to ${newest}`, context)].map((each) =>
            called(each, "IST"),
        );
    } else {
        const message = `of Istio ${minorOf(version)}, which this pack does not know`;
        yield called(warning(field, message, "use a pack that does"), "IST");
    }
}

function* lifetime(
    stated: StatedVersion,
    { minor, endOfLife }: IstioMinor,
    context: Context,
): Iterable<Finding> {
    const days = endOfLife === undefined ? undefined : daysBetween(context.today, endOfLife);
    if (days === undefined || days > warningDays) {
        return;
    }
    if (days < 0) {
        const message = `of Istio ${minor}, which gets no fixes since ${endOfLife}`;
        yield* refuseVersion(stated, message, `move to ${newest}`, context);
    } else {
        const message = `of Istio ${minor}, which gets no fixes after ${endOfLife}: ${lastDay(days)}`;
        yield warning(stated.field, message, `move to ${newest}`);
    }
}

function kubernetes(stated: StatedVersion, { minor, kubernetes: range }: IstioMinor, context: Context) {
    const running = context.kubernetesVersion;
    const fits =
        running === undefined ||
        (compareVersions(running, range.oldest) >= 0 && compareVersions(running, range.newest) <= 0);
    const message = `of Istio ${minor}, which supports Kubernetes ${range.oldest} to ${range.newest}, and the cluster runs ${running}`;
    const fix = "bring both into a range that Istio supports";
    return fits ? [] : refuseVersion(stated, message, fix, context);
}
