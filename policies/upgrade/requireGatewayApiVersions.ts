import { all, any, isOneOf, matches, not, textAt } from "../engine/admission/cel";
import { isEmpty } from "../engine/field";
import { annotation, type PolicyObject } from "../engine/object";
import { called, type Finding, type ObjectRule, unproven, violation, warning } from "../engine/rule";

/** The least that istiod 1.31 reads, for each CRD that it is particular about; others are taken from 1.0 on. */
const least: Readonly<Record<string, readonly [major: number, minor: number]>> = {
    "grpcroutes.gateway.networking.k8s.io": [1, 1],
    "backendtlspolicies.gateway.networking.k8s.io": [1, 4],
    "tlsroutes.gateway.networking.k8s.io": [1, 5],
    "tcproutes.gateway.networking.k8s.io": [1, 6],
};

/** What `istioctl x precheck` wants served of the older kinds, by what it calls their lack. */
const served = [
    {
        code: "IST0156",
        version: "v1beta1",
        kinds: ["Gateway", "GatewayClass", "HTTPRoute", "ReferenceGrant"],
    },
    { code: "IST0172", version: "v1", kinds: ["Gateway", "GatewayClass", "HTTPRoute", "GRPCRoute"] },
] as const;

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
        yield* judgeServed(object);
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
            const finding = violation(field, message, `install ${wantedMajor}.${wantedMinor} or later`);
            yield called(finding, object.name in least ? "IST0176" : "IST");
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

function* judgeServed({ root }: PolicyObject): Iterable<Finding> {
    const spec = root.at("spec");
    const versions = spec.at("versions");
    const kind = spec.at("names", "kind");
    if (spec.at("group").text !== "gateway.networking.k8s.io" || isEmpty(versions)) {
        return;
    }
    const hazy = [
        versions,
        kind,
        ...versions.items().flatMap((each) => [each.at("name"), each.at("served")]),
    ];
    const unknown = hazy.find((each) => each.isUnknown);
    if (unknown !== undefined) {
        yield unproven(unknown);
        return;
    }
    const names = versions.items().filter((each) => each.at("served").value === true);
    for (const { code, version, kinds } of served) {
        const isWanted = kinds.some((each) => each === kind.text);
        if (isWanted && !names.some((each) => each.at("name").text === version)) {
            const finding = warning(
                kind,
                `whose ${version} is not served, and Istio supports none without`,
                "install the CRDs of 1.6 or later",
            );
            yield called(finding, code);
        }
    }
}

function isAtLeast([major, minor]: readonly [number, number]): string {
    const part = (index: number) =>
        `int(${version}.split('v')[${version}.startsWith('v') ? 1 : 0].split('.')[${index}])`;
    return any(`${part(0)} > ${major}`, all(`${part(0)} == ${major}`, `${part(1)} >= ${minor}`));
}
