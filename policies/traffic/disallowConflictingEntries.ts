import { add } from "../engine/collect";
import { type Field, isEmpty } from "../engine/field";
import { describeObject, type PolicyObject } from "../engine/object";
import { called, type Finding, type StackRule, violation, warning } from "../engine/rule";
import { entryHosts, entryPorts, entryProtocol, serviceEntryKind } from "../engine/serviceEntries";
import { asPort } from "../engine/servicePorts";

/** One port of one host. */
interface Claim {
    readonly object: PolicyObject;
    readonly key: string;
    readonly host: Field;
    readonly port: Field;
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
        const claims = new Map<string, Claim[]>();
        for (const object of view.kind(serviceEntryKind)) {
            for (const claim of claimsOf(object)) {
                add(claims, claim.key, claim);
            }
        }
        for (const rivals of claims.values()) {
            for (const claim of rivals) {
                const others = rivals.filter((each) => each.object !== claim.object);
                const { object } = claim;
                for (const finding of judge(claim, others)) {
                    yield { object, finding };
                }
            }
        }
    },
};

/** Told on each side: nobody can tell which is meant to stay. */
function* judge(claim: Claim, others: readonly Claim[]): Iterable<Finding> {
    const { object, protocol, exportTo } = claim;
    const rival = others.find((each) => each.protocol !== protocol && meet(each.exportTo, exportTo));
    if (rival !== undefined) {
        const message = `which ${describeObject(rival.object)} says is ${rival.protocol || "without protocol"}`;
        const finding = violation(claim.port.at("protocol"), message, "give both the same");
        yield called(finding, "IST0177", "KIA1212");
        return;
    }
    const twin = others.find(
        (each) => each.object.namespace === object.namespace && meet(each.exportTo, exportTo),
    );
    if (twin !== undefined) {
        const message = `which ${describeObject(twin.object)} has on this port too`;
        yield called(warning(claim.host, message, "declare the host once"), "IST", "KIA1211");
    }
}

function claimsOf(object: PolicyObject): readonly Claim[] {
    const exportTo = exported(object);
    return entryHosts(object).flatMap((host) =>
        entryPorts(object).flatMap((port) => {
            const number = asPort(port.at("number"));
            const isKnown = host.text !== undefined && number !== undefined && !port.at("protocol").isUnknown;
            const key = `${host.text?.toLowerCase()}:${number}`;
            return isKnown ? [{ object, key, host, port, protocol: entryProtocol(port), exportTo }] : [];
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
