import { authorizationPolicyKinds } from "../engine/authorization";
import { principalParts, principalsOf, rulesOf } from "../engine/authorizationRules";
import type { Field } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings } from "../engine/meshSettings";
import { type StackRule, unproven, violation } from "../engine/rule";

export const restrictTrustDomains: StackRule = {
    scope: "stack",
    id: "A-21",
    ids: ["KIA0108"],
    name: "meshwright-security-restrict-trust-domains",
    displayName: "Restrict trust domains to those that are known",
    description: "Aliases must be whole trust domains, and a principal must be of one that the mesh knows.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Tasks",
        version: "1.31",
        reference: "https://istio.io/latest/docs/tasks/security/authorization/authz-td-migration/",
        specification: "Trust domain migration",
    },
    remediationSteps:
        "Name trust domains in full in trustDomainAliases, and only while one is migrated; write principals with the mesh's.",
    settings: [],
    kinds: [...authorizationPolicyKinds, ...meshConfigKinds],

    *check(_, __, view) {
        const meshes = completeSettings(view);
        const known = new Set(meshes.flatMap(({ mesh }) => domainsOf(mesh).map((each) => each.text)));
        const hazy = meshes.some(({ mesh }) => domainsOf(mesh).some((each) => each.isUnknown));
        for (const { object, mesh } of meshes) {
            const skip = mesh
                .at("trustDomainAliases")
                .items()
                .find((each) => each.isUnknown || each.text?.includes("*"));
            if (skip !== undefined) {
                const message = "so whoever makes a trust domain of such a name is taken for this mesh";
                yield {
                    object,
                    finding: skip.isUnknown ? unproven(skip) : violation(skip, message, "name it in full"),
                };
            }
        }
        if (meshes.length === 0 || hazy) {
            return;
        }
        for (const policy of view.of(authorizationPolicyKinds)) {
            for (const field of rulesOf(policy).flatMap(principalsOf)) {
                const domain = principalParts(field.text ?? "")?.trustDomain;
                // Istio reads cluster.local as the mesh's own, whatever that is called.
                if (domain !== undefined && domain !== "cluster.local" && !known.has(domain)) {
                    const message =
                        "whose trust domain this mesh does not name, so it may never match, or match a stranger";
                    const fix =
                        "write the mesh's trust domain, or name that one in trustDomainAliases or caCertificates";
                    yield { object: policy, finding: violation(field, message, fix) };
                }
            }
        }
    },
};

function domainsOf(mesh: Field): readonly Field[] {
    const certificates = mesh.at("caCertificates").items();
    return [
        mesh.at("trustDomain"),
        ...mesh.at("trustDomainAliases").items(),
        ...certificates.flatMap((each) => each.at("trustDomains").items()),
    ];
}
