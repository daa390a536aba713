import { type Field, isEmpty } from "../engine/field";
import { describeObject, type PolicyObject } from "../engine/object";
import { type StackRule, violation, warning } from "../engine/rule";
import { entryHosts, entryPorts, entryProtocol, serviceEntryKind } from "../engine/serviceEntries";
import { asPort } from "../engine/servicePorts";

interface Claim {
    readonly object: PolicyObject;
    readonly protocol: string;
    readonly exportTo: string;
}

export const disallowConflictingEntries: StackRule = {
    scope: "stack",
    id: "D-22",
    ids: ["IST0177", "KIA1211", "KIA1212"],
    name: "meshwright-traffic-disallow-conflicting-entries",
    displayName: "Disallow ServiceEntries that contradict each other",
    description:
        "A port of a host must have one protocol: of two, callers get the one that is older, or neither.",
    severity: "medium",
    remediationSteps: "Declare the host once, with all of its ports.",
    settings: [],
    kinds: [serviceEntryKind],

    *check(_, __, view) {
        const claims = new Map<string, Claim>();
        for (const object of view.kind(serviceEntryKind)) {
            const exportTo = exported(object);
            for (const [key, field, port] of claimsOf(object)) {
                const protocol = entryProtocol(port);
                const other = claims.get(key);
                claims.set(key, other ?? { object, protocol, exportTo });
                if (other === undefined || other.object === object || !meet(other.exportTo, exportTo)) {
                    continue;
                }
                if (other.protocol !== protocol) {
                    const message = `which ${describeObject(other.object)} says is ${other.protocol || "without protocol"}`;
                    yield { object, finding: violation(port.at("protocol"), message, "give both the same") };
                } else if (other.object.namespace === object.namespace) {
                    const message = `which ${describeObject(other.object)} has on this port too`;
                    yield { object, finding: warning(field, message, "declare the host once") };
                }
            }
        }
    },
};

function claimsOf(object: PolicyObject): readonly (readonly [string, Field, Field])[] {
    return entryHosts(object).flatMap((host) =>
        entryPorts(object).flatMap((port) => {
            const number = asPort(port.at("number"));
            const isKnown = host.text !== undefined && number !== undefined && !port.at("protocol").isUnknown;
            return isKnown ? [[`${host.text?.toLowerCase()}:${number}`, host, port] as const] : [];
        }),
    );
}

/** Namespaces it is exported to, as one text; `*` for all. */
function exported({ root, namespace = "default" }: PolicyObject): string {
    const list = root.at("spec", "exportTo");
    const names = list.items().map((each) => (each.text === "." ? namespace : (each.text ?? "*")));
    return isEmpty(list) || names.includes("*") ? "*" : names.join(",");
}

function meet(left: string, right: string): boolean {
    const names = new Set(left.split(","));
    return left === "*" || right === "*" || right.split(",").some((each) => names.has(each));
}
