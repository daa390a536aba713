import { controlPlaneKinds, controlPlanes } from "../engine/controlPlanes";
import { minorNumber, minorOf } from "../engine/istioVersion";
import { type StackRule, unproven, violation } from "../engine/rule";

const envoyFilter = "networking.istio.io/EnvoyFilter";

export const requireProxyVersionMatch: StackRule = {
    scope: "stack",
    id: "H-07",
    name: "meshwright-upgrade-require-proxy-version-match",
    displayName: "Require EnvoyFilters to say for which proxies they are",
    description:
        "While revisions of different minors run, every patch of an EnvoyFilter must name its proxies' version: what it " +
        "patches is made by Istio, and differs from minor to minor.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Write the patch once for each minor, with match.proxy.proxyVersion. A filter that was tried with all of them " +
        "belongs in the policy's exemptions with that reason.",
    settings: [],
    kinds: [...controlPlaneKinds, envoyFilter],

    *check(objects) {
        const versions = controlPlanes(objects).flatMap(({ version }) => version.version ?? []);
        const minors = [...new Set(versions.map(minorOf))].sort(
            (left, right) => minorNumber(left) - minorNumber(right),
        );
        if (minors.length < 2) {
            return;
        }
        for (const object of objects.filter((each) => each.groupKind === envoyFilter)) {
            for (const patch of object.root.at("spec", "configPatches").items()) {
                const version = patch.at("match", "proxy", "proxyVersion");
                if (version.isUnknown) {
                    yield { object, finding: unproven(version) };
                } else if (version.isAbsent || version.text === "") {
                    const message = `so proxies of ${minors.join(" and ")} get the same patch`;
                    const fix =
                        "name the version, once for each, or exempt the filter when it was tried with all";
                    yield { object, finding: violation(version, message, fix) };
                }
            }
        }
    },
};
