import { add } from "../engine/collect";
import { type Field, isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { covers } from "../engine/registry";
import { hostsOf, isForMesh, virtualService } from "../engine/routes";
import { called, type Finding, type StackRule, violation, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";

export const disallowConflictingHosts: StackRule = {
    scope: "stack",
    id: "G-15",
    ids: ["IST0109", "KIA1106", "TIS1105"],
    name: "meshwright-traffic-disallow-conflicting-hosts",
    displayName: "Disallow two VirtualServices for one host",
    description:
        "For sidecars a host must have one VirtualService: of several that a namespace sees, proxies follow the oldest alone, " +
        "and at a gateway they are merged in the order they were created in.",
    severity: "medium",
    remediationSteps:
        "Put all routes of the host into one VirtualService, delegate parts of it, or narrow exportTo so that no namespace sees two.",
    settings: [],
    kinds: [virtualService],

    *check(_objects, _context, view) {
        const byHost = view.once(claimsByHost);
        const wild = new Map([...byHost].filter(([host]) => host.startsWith("*")));
        for (const [host, claims] of byHost) {
            const overlapping = overlaps(host, wild.has(host) ? byHost : wild);
            for (const claim of claims) {
                const finding = judge(claim, claims) ?? judgeOverlap(claim, overlapping);
                yield* finding === undefined ? [] : [{ object: claim.object, finding }];
            }
        }
    },
};

/** A host that a VirtualService routes. */
interface Claim {
    readonly object: PolicyObject;
    readonly field: Field;
    readonly host: string;
}

function claimsByHost(view: StackView): ReadonlyMap<string, readonly Claim[]> {
    const found = new Map<string, Claim[]>();
    for (const object of view.kind(virtualService)) {
        for (const { field, host } of hostsOf(object)) {
            add(found, host, { object, field, host });
        }
    }
    return found;
}

function judge({ object, field, host }: Claim, claims: readonly Claim[]): Finding | undefined {
    const others = claims.filter((each) => each.object !== object);
    const other = others.find((each) => meet(object, each.object));
    if (other !== undefined) {
        const message = `and VirtualService ${nameOf(other)} has the host ${host} too, for some of the same callers`;
        return violation(field, message, "put all routes of a host into one");
    }
    const beside = others.find((each) => meetAtGateway(object, each.object));
    if (beside === undefined) {
        return undefined;
    }
    const message = `and VirtualService ${nameOf(beside)} has the host ${host} too, which the gateway merges in the order of their creation`;
    return called(warning(field, message, "put all routes of a host into one"), "IST");
}

/** Claims of wildcards that take a host in, and of hosts that a wildcard does. */
function overlaps(host: string, byHost: ReadonlyMap<string, readonly Claim[]>): readonly Claim[] {
    return [...byHost].flatMap(([other, claims]) =>
        other !== host && (covers(other, host) || covers(host, other)) ? claims : [],
    );
}

/** Where one of two that overlap is for all and the other is not, the same host is routed differently by caller. */
function judgeOverlap({ object, field }: Claim, overlapping: readonly Claim[]): Finding | undefined {
    const other = overlapping.find(
        (each) =>
            each.object !== object &&
            meet(object, each.object) &&
            (audience(object) === undefined) !== (audience(each.object) === undefined),
    );
    if (other === undefined) {
        return undefined;
    }
    const message = `and VirtualService ${nameOf(other)} has ${other.host}, so who sees both is routed by the more exact, and others are not`;
    return warning(field, message, "export both to the same namespaces");
}

function nameOf({ object }: Claim): string {
    return `${object.namespace ?? "default"}/${object.name}`;
}

/** Whether a sidecar of any namespace sees both. */
function meet(one: PolicyObject, two: PolicyObject): boolean {
    const [left, right] = [audience(one), audience(two)];
    return (
        isForMesh(one) &&
        isForMesh(two) &&
        (left === undefined || right === undefined || [...left].some((each) => right.has(each)))
    );
}

function meetAtGateway(one: PolicyObject, two: PolicyObject): boolean {
    const gateways = gatewaysOf(one);
    return [...gatewaysOf(two)].some((each) => gateways.has(each));
}

/** Namespaces that see a VirtualService; undefined for all, and while that is not known. */
function audience(object: PolicyObject): ReadonlySet<string> | undefined {
    const list = object.root.at("spec", "exportTo");
    const texts = list.items().map((each) => each.text);
    return isEmpty(list) || texts.includes("*") || texts.includes(undefined)
        ? undefined
        : new Set(texts.map((each) => (each === "." ? (object.namespace ?? "default") : `${each}`)));
}

function gatewaysOf(object: PolicyObject): ReadonlySet<string> {
    const names = object.root
        .at("spec", "gateways")
        .items()
        .flatMap((each) => each.text ?? []);
    return new Set(
        names
            .filter((each) => each !== "mesh")
            .map((each) => (each.includes("/") ? each : `${object.namespace ?? "default"}/${each}`)),
    );
}
