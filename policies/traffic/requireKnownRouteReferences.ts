import { type Field, isEmpty } from "../engine/field";
import { registryOf } from "../engine/registry";
import { called, type Finding, type StackRule, unseen, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const group = "gateway.networking.k8s.io";
const gateway = `${group}/Gateway`;
const grant = `${group}/ReferenceGrant`;
const routes = ["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"].map(
    (kind) => `${group}/${kind}`,
);

export const requireKnownRouteReferences: StackRule = {
    scope: "stack",
    id: "G-24",
    ids: ["KIA1401", "KIA1402", "KIA1601", "TIS1401", "TIS1402"],
    name: "meshwright-traffic-require-known-route-references",
    displayName: "Require routes of the Gateway API to hang together",
    description:
        "A route must name a Gateway and backends that are there, and a ReferenceGrant a namespace that is: a route to nothing " +
        "answers 500, and one at no Gateway is served nowhere.",
    severity: "medium",
    remediationSteps: "Correct the name or the namespace of the reference, or declare what it names.",
    settings: [],
    kinds: [...routes, gateway, grant, "core/Service", "core/Namespace", "networking.istio.io/ServiceEntry"],

    *check(_objects, _context, view) {
        for (const object of view.of(routes)) {
            const namespace = object.namespace ?? "default";
            const spec = object.root.at("spec");
            const parents = spec.at("parentRefs").items();
            const backends = spec
                .at("rules")
                .items()
                .flatMap((rule) => [
                    ...rule.at("backendRefs").items(),
                    ...rule
                        .at("filters")
                        .items()
                        .map((each) => each.at("requestMirror", "backendRef")),
                ]);
            const findings = [
                ...parents.flatMap((each) => judgeParent(each, namespace, view)),
                ...backends.flatMap((each) => judgeBackend(each, namespace, view)),
                ...[...parents, ...backends].flatMap(unknownIn),
            ];
            yield* findings.map((finding) => ({ object, finding }));
        }
        for (const object of view.kind(grant)) {
            yield* object.root
                .at("spec", "from")
                .items()
                .flatMap((each) => judgeGrant(each.at("namespace"), view))
                .map((finding) => ({ object, finding }));
        }
    },
};

/** What may name something else than it seems to. */
function unknownIn(reference: Field): readonly Finding[] {
    const unknown = ["kind", "namespace", "name"]
        .map((key) => reference.at(key))
        .find((each) => each.isUnknown);
    return unknown === undefined ? [] : [unseen(unknown)];
}

/** Absent is this group and a Gateway; a Service in its place is the mesh's own way. */
function judgeParent(parent: Field, home: string, view: StackView): readonly Finding[] {
    const name = parent.at("name");
    const isGateway = (parent.at("kind").text ?? "Gateway") === "Gateway" && !parent.at("kind").isUnknown;
    const namespace = parent.at("namespace").isAbsent ? home : parent.at("namespace").text;
    if (!isGateway || name.text === undefined || namespace === undefined) {
        return [];
    }
    const isDeclared =
        view.isWhole || view.in(gateway, namespace).length > 0 || view.namespace(namespace) !== undefined;
    const message = `and ${namespace} has no Gateway of that name, so the route is served nowhere`;
    return isDeclared && view.find(gateway, name.text, namespace) === undefined
        ? [called(violation(name, message, fix), "KIA1401", "TIS1401")]
        : [];
}

const fix = "correct it, or declare what it names";

function judgeBackend(backend: Field, home: string, view: StackView): readonly Finding[] {
    const name = backend.at("name");
    const isService =
        (backend.at("kind").text ?? "Service") === "Service" && (backend.at("group").text ?? "") === "";
    const namespace = backend.at("namespace").isAbsent ? home : backend.at("namespace").text;
    if (!isService || isEmpty(backend) || name.text === undefined || namespace === undefined) {
        return [];
    }
    const isDeclared = registryOf(view).declaresServicesOf(namespace);
    const message = `and ${namespace} has no Service of that name, so requests are answered 500`;
    return isDeclared && view.find("core/Service", name.text, namespace) === undefined
        ? [called(violation(name, message, fix), "KIA1402", "TIS1402")]
        : [];
}

/** A stack with one namespace or none may well be a part of many. */
function judgeGrant(field: Field, view: StackView): readonly Finding[] {
    const isDeclared = view.isWhole || view.kind("core/Namespace").length > 1;
    const message = "a namespace that is not there, so the grant is for nobody";
    return isDeclared && field.text !== undefined && view.namespace(field.text) === undefined
        ? [called(violation(field, message, fix), "KIA1601", "TIS")]
        : [];
}
