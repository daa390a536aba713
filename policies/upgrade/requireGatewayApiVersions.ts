import { all, any, isOneOf, matches, not, textAt } from "../engine/admission/cel";
import { annotation } from "../engine/object";
import { type ObjectRule, unproven, violation } from "../engine/rule";

/** The least that istiod 1.31 reads, for each CRD that it is particular about; others are taken from 1.0 on. */
const least: Readonly<Record<string, readonly [major: number, minor: number]>> = {
    "grpcroutes.gateway.networking.k8s.io": [1, 1],
    "backendtlspolicies.gateway.networking.k8s.io": [1, 4],
    "tlsroutes.gateway.networking.k8s.io": [1, 5],
    "tcproutes.gateway.networking.k8s.io": [1, 6],
};

const bundleVersion = "gateway.networking.k8s.io/bundle-version";
const version = textAt("object", "metadata", "annotations", bundleVersion);

export const requireGatewayApiVersions: ObjectRule = {
    scope: "object",
    id: "F-13",
    ids: ["IST0156", "IST0172", "IST0176"],
    name: "meshwright-upgrade-require-gateway-api-versions",
    displayName: "Require CRDs of the Gateway API that istiod reads",
    description:
        "The CRDs of the Gateway API must be of a version that istiod reads: it leaves out the objects of older ones, and says so " +
        "in its log alone.",
    severity: "medium",
    remediationSteps:
        "Install the Gateway API's CRDs of 1.6 or later; istiod reads those of later versions too.",
    settings: [],
    kinds: ["apiextensions.k8s.io/CustomResourceDefinition"],

    *check(object) {
        const field = annotation(object, bundleVersion);
        if (field.isUnknown && object.name.endsWith(".gateway.networking.k8s.io")) {
            yield unproven(field);
        }
        const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(field.text ?? "") ?? [];
        if (
            major === undefined ||
            minor === undefined ||
            !object.name.endsWith(".gateway.networking.k8s.io")
        ) {
            return;
        }
        const [wantedMajor, wantedMinor] = least[object.name] ?? [1, 0];
        const isOlder =
            Number(major) < wantedMajor || (Number(major) === wantedMajor && Number(minor) < wantedMinor);
        if (isOlder) {
            const message = "a version whose objects istiod leaves out";
            yield violation(field, message, `install ${wantedMajor}.${wantedMinor} or later`);
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: `metadata.annotations["${bundleVersion}"]`,
                    value: `object.metadata.annotations['${bundleVersion}']`,
                    holds: any(
                        "!object.metadata.name.endsWith('.gateway.networking.k8s.io')",
                        not(matches(version, /^v?[0-9]+\.[0-9]+\./)),
                        all(
                            ...Object.entries(least).map(([name, wanted]) =>
                                any(`object.metadata.name != '${name}'`, isAtLeast(wanted)),
                            ),
                            any(isOneOf("object.metadata.name", Object.keys(least)), isAtLeast([1, 0])),
                        ),
                    ),
                    message: "a version whose objects istiod leaves out",
                    fix: "install the Gateway API's CRDs of 1.6 or later",
                },
            ],
        },
    ],
};

function isAtLeast([major, minor]: readonly [number, number]): string {
    const part = (index: number) =>
        `int(${version}.split('v')[${version}.startsWith('v') ? 1 : 0].split('.')[${index}])`;
    return any(`${part(0)} > ${major}`, all(`${part(0)} == ${major}`, `${part(1)} >= ${minor}`));
}
