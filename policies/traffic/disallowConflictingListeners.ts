import { add } from "../engine/collect";
import type { Field } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { called, type StackFinding, type StackRule, unseen, violation, warning } from "../engine/rule";
import { asPort } from "../engine/servicePorts";

const gateway = "gateway.networking.k8s.io/Gateway";
const gatewayClass = "gateway.networking.k8s.io/GatewayClass";
/** istiod makes these itself. */
const builtIn = /^istio(-|$)/;

export const disallowConflictingListeners: StackRule = {
    scope: "stack",
    id: "G-25",
    ids: ["KIA1501", "KIA1502", "KIA1503", "KIA1504", "TIS1501", "TIS1502", "TIS1504"],
    name: "meshwright-traffic-disallow-conflicting-listeners",
    displayName: "Disallow Gateways that contradict themselves or each other",
    description:
        "Each listener of a Gateway must differ from the others in host, port or protocol, two Gateways must not ask for one " +
        "address, and the class must be there: of listeners that conflict none is served.",
    severity: "medium",
    remediationSteps:
        "Give each listener its own hostname or port, each Gateway its own address, and name a class that is there.",
    settings: [],
    kinds: [gateway, gatewayClass],

    *check(_objects, _context, view) {
        const classes = view.kind(gatewayClass);
        const gateways = view.kind(gateway);
        const addresses = new Map<string, PolicyObject[]>();
        for (const object of gateways) {
            for (const address of object.root.at("spec", "addresses").items()) {
                add(addresses, addressKey(address), object);
            }
        }
        for (const object of gateways) {
            const spec = object.root.at("spec");
            yield* judgeListeners(object, spec.at("listeners").items());
            yield* judgeAddresses(object, spec.at("addresses").items(), addresses);
            yield* judgeRivals(object, gateways);
            const named = spec.at("gatewayClassName");
            const text = named.text ?? "istio";
            if (classes.length > 0 && !builtIn.test(text) && classes.every((each) => each.name !== text)) {
                const message = "a class that is not there, so nobody serves the Gateway";
                const finding = violation(named, message, "correct it, or declare the GatewayClass");
                yield { object, finding: called(finding, "KIA1504", "TIS1504") };
            }
        }
    },
};

/** Two Gateways have two addresses, and the name of the host leads to one of them. */
function* judgeRivals(object: PolicyObject, gateways: readonly PolicyObject[]): Iterable<StackFinding> {
    const keys = (each: PolicyObject) =>
        each.root
            .at("spec", "listeners")
            .items()
            .filter((listener) => (listener.at("hostname").text ?? "") !== "")
            .map((listener) => ({
                listener,
                key: `${listener.at("hostname").text} ${asPort(listener.at("port"))} ${listener.at("protocol").text}`,
            }));
    const own = keys(object);
    for (const other of own.length === 0 ? [] : gateways.filter((each) => each !== object)) {
        const theirs = new Set(keys(other).map(({ key }) => key));
        for (const { listener, key } of own.filter((each) => theirs.has(each.key))) {
            const named = `${other.namespace ?? "default"}/${other.name}`;
            const message = `and Gateway ${named} listens for ${key.replaceAll(" ", ", ")} too, at another address`;
            const finding = warning(listener.at("hostname"), message, "keep one of them");
            yield { object, finding: called(finding, "KIA1501", "TIS1501") };
        }
    }
}

function* judgeListeners(object: PolicyObject, listeners: readonly Field[]): Iterable<StackFinding> {
    const seen = new Map<string, Field>();
    for (const listener of listeners) {
        const parts = ["hostname", "port", "protocol"].map((each) => listener.at(each));
        const unknown = parts.find((each) => each.isUnknown);
        if (unknown !== undefined) {
            yield { object, finding: unseen(unknown) };
            continue;
        }
        const key = parts.map((each) => each.text ?? asPort(each) ?? "").join("|");
        const before = seen.get(key);
        if (before !== undefined) {
            const message = `and ${before} has the same host, port and protocol, so neither is served`;
            const finding = violation(listener.at("name"), message, "give it a hostname or port of its own");
            yield { object, finding: called(finding, "KIA1503", "TIS") };
        }
        seen.set(key, before ?? listener);
    }
}

function* judgeAddresses(
    object: PolicyObject,
    own: readonly Field[],
    taken: ReadonlyMap<string, readonly PolicyObject[]>,
): Iterable<StackFinding> {
    for (const address of own) {
        const value = address.at("value");
        const other = taken.get(addressKey(address))?.find((each) => each !== object);
        if (value.text !== undefined && other !== undefined) {
            const named = `${other.namespace ?? "default"}/${other.name}`;
            const message = `which Gateway ${named} asks for too`;
            // By the name of a Service, several Gateways share the proxies behind it on purpose.
            const report = address.at("type").text === "Hostname" ? warning : violation;
            const finding = report(value, message, "give each its own, or use one Gateway");
            yield { object, finding: called(finding, "KIA1502", "TIS1502") };
        }
    }
}

function addressKey(address: Field): string {
    return `${address.at("type").text ?? "IPAddress"} ${address.at("value").text ?? ""}`;
}
