import { authorizationPolicyKinds } from "../engine/authorization";
import { principalParts, principalsOf, rulesOf } from "../engine/authorizationRules";
import { chartValues } from "../engine/chartValues";
import { Field } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings, type MeshSettings } from "../engine/meshSettings";
import type { PolicyObject } from "../engine/object";
import { type StackFinding, type StackRule, unproven, violation } from "../engine/rule";
import { yamlIn } from "../engine/yamlText";

export const restrictTrustDomains: StackRule = {
    scope: "stack",
    id: "A-21",
    ids: ["KIA0108"],
    name: "meshwright-security-restrict-trust-domains",
    displayName: "Restrict trust domains to those that are known",
    description:
        "Aliases must be whole trust domains, and a principal must be of one that the mesh knows; a mesh over several networks " +
        "needs a trust domain of its own.",
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
        yield* meshes.flatMap(judgeName);
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

/** The default is what every other mesh is called too; between clusters the names of one are taken for the other's. */
function judgeName({ object, mesh }: MeshSettings): readonly StackFinding[] {
    const networks = networksOf(object);
    const name = mesh.at("trustDomain");
    if (networks.isUnknown) {
        return [{ object, finding: unproven(networks) }];
    }
    const count = networks.entries().length;
    if (count < 2) {
        return [];
    }
    const message = `in a mesh over ${count} networks, and every other mesh has that name by default, so callers of one pass for the other's where both are trusted`;
    const finding = violation(name, message, "give the mesh a trust domain of its own");
    if (name.isUnknown) {
        return [{ object, finding: unproven(name) }];
    }
    return name.isAbsent || name.text === "cluster.local" ? [{ object, finding }] : [];
}

/** The networks that a mesh is declared to span, beside its configuration. */
function networksOf(object: PolicyObject): Field {
    const chart = chartValues(object);
    if (chart !== undefined) {
        return chart.values.isUnknown ? new Field(undefined) : chart.values.at("global", "meshNetworks");
    }
    const text = object.root.at("data", "meshNetworks");
    return text.isUnknown ? text : (yamlIn(text)?.at("networks") ?? new Field(undefined));
}

function domainsOf(mesh: Field): readonly Field[] {
    const certificates = mesh.at("caCertificates").items();
    return [
        mesh.at("trustDomain"),
        ...mesh.at("trustDomainAliases").items(),
        ...certificates.flatMap((each) => each.at("trustDomains").items()),
    ];
}
