import { every, listAt, matches, not } from "../engine/admission/cel";
import type { Field } from "../engine/field";
import { serviceOf } from "../engine/hosts";
import type { PolicyObject } from "../engine/object";
import { type Finding, type ObjectRule, unproven, violation, warning } from "../engine/rule";
import { entryHosts, isExternal, serviceEntryKind } from "../engine/serviceEntries";

export const restrictServiceEntryHosts: ObjectRule = {
    scope: "object",
    id: "D-04",
    name: "meshwright-traffic-restrict-service-entry-hosts",
    displayName: "Restrict what a ServiceEntry opens",
    description:
        "A ServiceEntry must name the hosts it opens: a wildcard over a whole domain opens the internet.",
    severity: "high",
    remediationSteps:
        "Name hosts in full with resolution DNS, so that a call goes where its name leads and nowhere else.",
    settings: [],
    kinds: [serviceEntryKind],

    *check(object) {
        for (const host of entryHosts(object)) {
            yield* judgeHost(host);
        }
        yield* judgeResolution(object);
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.hosts",
                    holds: every(
                        listAt("object", "spec", "hosts"),
                        "h",
                        not(matches("h", /^(\*|\*\.[^.]+)$/)),
                    ),
                    message: "so every host of a whole domain of the internet is open",
                    fix: "name the hosts",
                },
            ],
        },
    ],
};

function* judgeHost(field: Field): Iterable<Finding> {
    const text = field.text ?? "";
    if (field.isUnknown) {
        yield unproven(field);
    } else if (text === "*") {
        yield violation(field, "so every host of the internet is open", "name the hosts");
    } else if (/^\*\.[^.]+$/.test(text)) {
        yield violation(field, "so every host of a whole domain of the internet is open", "name the hosts");
    }
}

function* judgeResolution(object: PolicyObject): Iterable<Finding> {
    const spec = object.root.at("spec");
    const field = spec.at("resolution");
    const wildcard = entryHosts(object).find((each) => each.text?.startsWith("*"));
    if (field.isUnknown) {
        yield unproven(field);
    } else if (field.text === "DYNAMIC_DNS") {
        const message = "so the caller's Host header decides which address is called";
        yield warning(field, message, "name the hosts, with resolution DNS");
    } else if (
        (field.isAbsent || field.text === "NONE") &&
        spec.at("addresses").isAbsent &&
        !object.partial
    ) {
        const message = "so any address may be called under this name: the caller resolves it itself";
        yield warning(
            field,
            message,
            wildcard === undefined ? "set it to DNS" : "name the hosts, with resolution DNS",
        );
    }
    const outside = entryHosts(object).find(({ text = "" }) => isOutside(text));
    const location = spec.at("location");
    if (location.isUnknown) {
        yield* outside === undefined ? [] : [unproven(location)];
    } else if (
        !isExternal(object) &&
        outside !== undefined &&
        isAbsentAll(spec, ["endpoints", "workloadSelector", "addresses"])
    ) {
        yield warning(
            location,
            "so sidecars ask the outside for mutual TLS of this mesh",
            "set it to MESH_EXTERNAL",
        );
    }
}

function isOutside(host: string): boolean {
    return (
        host.includes(".") &&
        serviceOf(host) === undefined &&
        !/\.(local|internal|mesh|global|cluster)$/.test(host)
    );
}

function isAbsentAll(spec: Field, keys: readonly string[]): boolean {
    return keys.every((key) => spec.at(key).isAbsent);
}
