import { isVisible, registryKinds, registryOf } from "../engine/registry";
import { destinationsOf, routesOf, virtualService } from "../engine/routes";
import { called, type StackFinding, type StackRule, unseen, violation } from "../engine/rule";
import { asPort } from "../engine/servicePorts";

export const requireDestinationPorts: StackRule = {
    scope: "stack",
    id: "G-13",
    ids: ["IST0101", "IST0112"],
    name: "meshwright-traffic-require-destination-ports",
    displayName: "Require ports that the destination has",
    description:
        "A route to a Service of several ports must say which, and the port must be one of the Service's: otherwise the route " +
        "is left out, or answers 503.",
    severity: "high",
    remediationSteps: "Set destination.port.number to a port of the Service (not of its pods).",
    settings: [],
    kinds: [virtualService, ...registryKinds],

    *check(_objects, _context, view) {
        const registry = registryOf(view);
        for (const object of view.kind(virtualService)) {
            for (const route of routesOf(object)) {
                for (const { field, host } of destinationsOf(route, object)) {
                    const [entry] = registry
                        .named(host ?? "")
                        .filter((each) => isVisible(each, object.namespace ?? "default"));
                    const ports = entry?.ports.map((each) =>
                        asPort(each.at(entry.object.kind === "Service" ? "port" : "number")),
                    );
                    const known = ports?.flatMap((each) => each ?? []) ?? [];
                    // One that is not known yet could be the one.
                    if (known.length > 0 && known.length === ports?.length) {
                        yield* judge(object, field.at("port", "number"), known);
                    }
                }
            }
        }
    },
};

function* judge(
    object: StackFinding["object"],
    field: Parameters<typeof asPort>[0],
    ports: readonly number[],
): Iterable<StackFinding> {
    if (field.isUnknown) {
        yield { object, finding: unseen(field) };
        return;
    }
    const number = asPort(field);
    const list = ports.join(", ");
    if (field.isAbsent && new Set(ports).size > 1) {
        const message = `while its host has the ports ${list}, so the proxy does not know which is meant`;
        yield { object, finding: called(violation(field, message, "name one of them"), "IST0112") };
    } else if (number !== undefined && !ports.includes(number)) {
        const message = `which its host does not have (${list}), so requests are answered 503`;
        yield { object, finding: called(violation(field, message, "name one of them"), "IST0101") };
    }
}
