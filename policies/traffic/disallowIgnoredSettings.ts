import { destinationRuleKind, trafficPolicies } from "../engine/destinationRules";
import { type Field, isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { routesOf, virtualService } from "../engine/routes";
import { type Finding, type ObjectRule, unseen, warning } from "../engine/rule";
import { gatewayKind, serversOf } from "../engine/servers";
import { serviceEntryKind } from "../engine/serviceEntries";

const sidecar = "networking.istio.io/Sidecar";
const workloadEntry = "networking.istio.io/WorkloadEntry";
const telemetry = "telemetry.istio.io/Telemetry";
const envoyFilter = "networking.istio.io/EnvoyFilter";
const passing = ["PASSTHROUGH", "AUTO_PASSTHROUGH"];
const certificates = [
    "credentialName",
    "credentialNames",
    "serverCertificate",
    "privateKey",
    "tlsCertificates",
];

/** A setting, what becomes of it, and what to do instead. */
type Told = readonly [field: Field, effect: string, fix: string];

const readers: Readonly<Record<string, (object: PolicyObject) => Iterable<Told>>> = {
    [gatewayKind]: ofServers,
    [destinationRuleKind]: ofPolicies,
    [sidecar]: ofSidecar,
    [virtualService]: ofRoutes,
    [serviceEntryKind]: ofEntry,
    [workloadEntry]: ofWorkload,
    [telemetry]: ofTelemetry,
    [envoyFilter]: ofSelector,
};

export const disallowIgnoredSettings: ObjectRule = {
    scope: "object",
    id: "D-31",
    ids: ["IST0133"],
    name: "meshwright-traffic-disallow-ignored-settings",
    displayName: "Disallow settings that istiod takes and warns of",
    description:
        "What istiod accepts with a warning must not be there: it is ignored, deprecated, or means more than it says.",
    severity: "low",
    advisory: true,
    remediationSteps: "Change what the message names; kubectl apply prints the same warning.",
    settings: [],
    kinds: Object.keys(readers),

    *check(object): Iterable<Finding> {
        for (const [field, effect, fix] of readers[object.groupKind]?.(object) ?? []) {
            yield field.isUnknown ? unseen(field) : warning(field, effect, fix);
        }
    },
};

function* ofServers(object: PolicyObject): Iterable<Told> {
    for (const { field, protocol, mode } of serversOf(object)) {
        const redirect = field.at("tls", "httpsRedirect");
        if (
            redirect.isUnknown ||
            (redirect.value === true && !/^(HTTP|HTTP2|GRPC|GRPC-WEB)$/.test(protocol))
        ) {
            yield [redirect, `on a server of protocol ${protocol}, which redirects nothing`, "remove it"];
        }
        const given = certificates.map((key) => field.at("tls", key)).find((each) => !isEmpty(each));
        if (given !== undefined && passing.includes(mode.text ?? "")) {
            yield [given, `beside ${mode.text}, which uses no certificates`, "remove it"];
        }
    }
}

function* ofPolicies(object: PolicyObject): Iterable<Told> {
    for (const policy of trafficPolicies(object)) {
        const errors = policy.at("outlierDetection", "consecutiveErrors");
        const ring = policy.at("loadBalancer", "consistentHash", "minimumRingSize");
        yield* set(errors, "which is deprecated", "use consecutiveGatewayErrors or consecutive5xxErrors");
        yield* set(ring, "which is deprecated", "use ringHash.minimumRingSize");
    }
}

function* ofSidecar(object: PolicyObject): Iterable<Told> {
    yield* ofSelector(object);
    for (const listener of object.root.at("spec", "egress").items()) {
        const hosts = listener.at("hosts").items();
        for (const [index, host] of hosts.entries()) {
            const before = hosts.slice(0, index).find((each) => each.text === host.text && !host.isUnknown);
            if (host.isUnknown || before !== undefined) {
                yield [host, "which is there already", "remove it"];
            } else if (host.text === "*/*" && hosts.length > 1) {
                yield [host, "which takes in every other host of the list", "keep the others, or it alone"];
            }
        }
    }
}

function* ofRoutes(object: PolicyObject): Iterable<Told> {
    for (const { field } of routesOf(object, ["http"])) {
        const abort = field.at("fault", "abort");
        const kinds = ["httpStatus", "grpcStatus", "http2Error"];
        if (abort.isUnknown || (!abort.isAbsent && kinds.every((key) => abort.at(key).isAbsent))) {
            yield [abort, "without a status, so nothing is aborted", "give httpStatus, or remove it"];
        }
    }
}

function* ofEntry(object: PolicyObject): Iterable<Told> {
    yield* ofSelector(object);
    const spec = object.root.at("spec");
    const [resolution, selector] = [spec.at("resolution"), spec.at("workloadSelector")];
    const isNone = resolution.isAbsent || resolution.text === "NONE";
    if (resolution.isUnknown || (isNone && !isEmpty(selector))) {
        yield [resolution.isUnknown ? resolution : selector, "which resolution NONE ignores", "set STATIC"];
    }
    for (const host of spec.at("hosts").items()) {
        const isPartial = /^\*[^.]|^[^*].*\*/.test(host.text ?? "") && resolution.text !== "DYNAMIC_DNS";
        if (host.isUnknown || isPartial) {
            yield [host, "where a wildcard stands for a part of a label", "write *. before whole labels"];
        }
    }
}

function* ofWorkload(object: PolicyObject): Iterable<Told> {
    const [address, network] = [object.root.at("spec", "address"), object.root.at("spec", "network")];
    if (address.isUnknown || (isEmptyText(address) && !isEmptyText(network) && !object.partial)) {
        yield [
            address,
            "so its network's gateway is called in its place",
            "give it, where it can be reached",
        ];
    }
}

function* ofTelemetry(object: PolicyObject): Iterable<Told> {
    const tracing = object.root.at("spec", "tracing");
    yield* onlyOne(tracing);
    for (const each of tracing.items()) {
        yield* onlyOne(each.at("providers"));
    }
}

/** A selector without labels selects everything, and hardly anybody writes one to say so. */
function* ofSelector({ root }: PolicyObject): Iterable<Told> {
    const selector = root.at("spec", "workloadSelector");
    if (selector.isUnknown || (!selector.isAbsent && isEmpty(selector.at("labels")))) {
        yield [selector, "without labels, so it selects the whole namespace", "name labels, or remove it"];
    }
}

function* set(field: Field, effect: string, fix: string): Iterable<Told> {
    if (!field.isAbsent && field.value !== 0) {
        yield [field, effect, fix];
    }
}

function* onlyOne(list: Field): Iterable<Told> {
    const second = list.isUnknown ? list : list.items()[1];
    if (second !== undefined) {
        yield [second, "after a first, and istiod uses one", "keep the one that is meant"];
    }
}

function isEmptyText(field: Field): boolean {
    return field.isAbsent || field.text === "";
}
