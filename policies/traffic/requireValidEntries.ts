import {
    all,
    any,
    areUnique,
    every,
    isNone,
    isOneOf,
    isSet,
    listAt,
    matches,
    not,
    textAt,
} from "../engine/admission/cel";
import { type Field, isEmpty } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { isAddress } from "../engine/privateAddress";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { entryHosts, entryPorts, entryProtocol, serviceEntryKind } from "../engine/serviceEntries";
import { asPort } from "../engine/servicePorts";

const protocols = [
    "HTTP",
    "HTTPS",
    "GRPC",
    "GRPC-WEB",
    "HTTP2",
    "MONGO",
    "TCP",
    "TLS",
    "REDIS",
    "MYSQL",
    "UDP",
];

const ports = listAt("object", "spec", "ports");
const resolution = "object.?spec.?resolution.orValue('NONE')";
const isSelecting = isSet("object", "spec", "workloadSelector", "labels");

export const requireValidEntries: ObjectRule = {
    scope: "object",
    id: "D-26",
    ids: ["IST0106"],
    name: "meshwright-traffic-require-valid-entries",
    displayName: "Require ServiceEntries that istiod takes",
    description: "Hosts, ports, resolution and endpoints of a ServiceEntry must fit each other.",
    severity: "high",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/networking/service-entry/",
        specification: "ServiceEntry",
    },
    remediationSteps: "Change what the message names; istiod's webhook refuses it.",
    settings: [],
    kinds: [serviceEntryKind],

    *check(object) {
        if (!object.partial) {
            yield* judgePorts(object);
            yield* judgeResolution(object);
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.ports[].protocol",
                    holds: every(
                        ports,
                        "p",
                        any(not(isSet("p", "protocol")), isOneOf("p.protocol.upperAscii()", protocols)),
                    ),
                    message: "which is no protocol",
                    fix: `use one of ${protocols.join(", ")}`,
                },
                {
                    at: "spec.ports",
                    holds: all(areUnique(ports, "number"), areUnique(ports, "name")),
                    message: "where two have the same number or name",
                    fix: "leave it to one of them",
                },
                {
                    at: "spec.endpoints",
                    holds: any(not(`${resolution} == 'NONE'`), isNone("object", "spec", "endpoints")),
                    message: "which resolution NONE does not take",
                    fix: "set STATIC or DNS",
                },
                {
                    at: "spec.endpoints",
                    holds: any(
                        not(`${resolution} == 'STATIC'`),
                        not(isNone("object", "spec", "endpoints")),
                        isSelecting,
                    ),
                    message: "and STATIC needs addresses",
                    fix: "give endpoints, or set DNS",
                },
                {
                    at: "spec.endpoints[].address",
                    holds: any(
                        not(`${resolution} == 'STATIC'`),
                        every(
                            listAt("object", "spec", "endpoints"),
                            "e",
                            matches(textAt("e", "address"), /^$|^[0-9]{1,3}(\.[0-9]{1,3}){3}$|:/),
                        ),
                    ),
                    message: "a name, and STATIC takes addresses",
                    fix: "set resolution DNS",
                },
                {
                    at: "spec.hosts",
                    holds: any(
                        not(isOneOf(resolution, ["DNS", "DNS_ROUND_ROBIN"])),
                        not(isNone("object", "spec", "endpoints")),
                        every(listAt("object", "spec", "hosts"), "h", "!h.startsWith('*')"),
                    ),
                    message: "with a wildcard, which nothing can resolve",
                    fix: "name the hosts, or give endpoints",
                },
                {
                    at: "spec.workloadSelector",
                    holds: any(isNone("object", "spec", "endpoints"), not(isSelecting)),
                    message: "beside endpoints, and only one may be there",
                    fix: "remove one",
                },
            ],
        },
    ],
};

function* judgePorts(object: PolicyObject): Iterable<Finding> {
    const numbers = new Set<number>();
    const names = new Set<string>();
    for (const port of entryPorts(object)) {
        const number = asPort(port.at("number"));
        const name = port.at("name").text;
        if (port.at("number").isUnknown) {
            yield unproven(port.at("number"));
        }
        const protocol = port.at("protocol");
        if (protocol.isUnknown) {
            yield unproven(protocol);
        } else if (!protocol.isAbsent && !protocols.includes(entryProtocol(port))) {
            yield violation(protocol, "which is no protocol", `use one of ${protocols.join(", ")}`);
        }
        if (number !== undefined && numbers.has(number)) {
            yield violation(port.at("number"), "which another port has too", "leave it to one of them");
        }
        if (name !== undefined && names.has(name)) {
            yield violation(port.at("name"), "which another port has too", "rename one of them");
        }
        numbers.add(number ?? 0);
        names.add(name ?? "");
    }
}

function* judgeResolution(object: PolicyObject): Iterable<Finding> {
    const spec = object.root.at("spec");
    const field = spec.at("resolution");
    const mode = field.text ?? "NONE";
    const endpoints = spec.at("endpoints").items();
    const wildcard = entryHosts(object).find((each) => each.isUnknown || each.text?.startsWith("*"));
    if (field.isUnknown) {
        yield unproven(field);
        return;
    }
    if (mode === "NONE" && endpoints.length > 0) {
        yield violation(spec.at("endpoints"), "which resolution NONE does not take", "set STATIC or DNS");
    }
    if (mode === "STATIC" && endpoints.length === 0 && isEmpty(spec.at("workloadSelector"))) {
        yield violation(spec.at("endpoints"), "and STATIC needs addresses", "give endpoints, or set DNS");
    }
    if (spec.at("endpoints").isUnknown) {
        yield unproven(spec.at("endpoints"));
        return;
    }
    const hazy = endpoints.map((each) => each.at("address")).find((each) => each.isUnknown);
    if (mode === "STATIC" && hazy !== undefined) {
        yield unproven(hazy);
    }
    const named = endpoints.map((each) => each.at("address")).find((each) => isName(each));
    if (mode === "STATIC" && named !== undefined) {
        yield violation(named, "a name, and STATIC takes addresses", "set resolution DNS");
    }
    if (["DNS", "DNS_ROUND_ROBIN"].includes(mode) && wildcard !== undefined && endpoints.length === 0) {
        yield wildcard.isUnknown
            ? unproven(wildcard)
            : violation(wildcard, "which nothing can resolve", "name the hosts, or give endpoints");
    }
    if (endpoints.length > 0 && !isEmpty(spec.at("workloadSelector"))) {
        yield violation(
            spec.at("workloadSelector"),
            "beside endpoints, and only one may be there",
            "remove one",
        );
    }
}

function isName(address: Field): boolean {
    const text = address.text ?? "";
    return text !== "" && !isAddress(text) && !text.startsWith("unix://");
}
