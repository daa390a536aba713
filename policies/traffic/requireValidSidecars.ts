import { type Field, isEmpty } from "../engine/field";
import { type Finding, type ObjectRule, unseen, violation } from "../engine/rule";

const parts = ["egress", "ingress", "outboundTrafficPolicy", "inboundConnectionPool"];

/** What a listener of a sidecar cannot do, though a Gateway's server, whose settings these are, can. */
const unsupported = [
    "credentialName",
    "credentialNames",
    "tlsCertificates",
    "httpsRedirect",
    "subjectAltNames",
];

export const requireValidSidecars: ObjectRule = {
    scope: "object",
    id: "D-29",
    ids: ["IST0106"],
    name: "meshwright-traffic-require-valid-sidecars",
    displayName: "Require Sidecars that istiod takes",
    description: "A Sidecar must say something, and its listeners must be such as istiod accepts.",
    severity: "high",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/networking/sidecar/",
        specification: "Sidecar",
    },
    remediationSteps: "Change what the message names; istiod's webhook refuses it.",
    settings: [],
    kinds: ["networking.istio.io/Sidecar"],

    *check(object) {
        const spec = object.root.at("spec");
        const hazy = parts.map((key) => spec.at(key)).find((each) => each.isUnknown);
        if (hazy !== undefined) {
            yield unseen(hazy);
        } else if (!object.partial && parts.every((key) => isAbsent(spec.at(key)))) {
            yield violation(
                spec.at("egress"),
                "nor anything else that a Sidecar is for, and istiod takes none without",
                "name the hosts that its workloads call",
            );
        }
        yield* judgeIngress(spec.at("ingress").items());
        yield* judgeEgress(spec.at("egress").items());
    },
};

function* judgeIngress(listeners: readonly Field[]): Iterable<Finding> {
    yield* judgeNumbers(listeners);
    for (const listener of listeners) {
        const given = unsupported.map((key) => listener.at("tls", key)).find((each) => !isNothing(each));
        if (given !== undefined) {
            yield given.isUnknown
                ? unseen(given)
                : violation(given, "which listeners of sidecars do not have", "remove it");
        }
        const mode = listener.at("tls", "mode");
        if (["ISTIO_MUTUAL", "AUTO_PASSTHROUGH"].includes(mode.text ?? "")) {
            yield violation(
                mode,
                "which listeners of sidecars do not have",
                "remove tls, or set SIMPLE or MUTUAL",
            );
        } else if (mode.isUnknown && given === undefined) {
            yield unseen(mode);
        }
    }
}

/** Where no port is named every port is meant, so what follows would never be asked. */
function* judgeEgress(listeners: readonly Field[]): Iterable<Finding> {
    yield* judgeNumbers(listeners);
    for (const [index, listener] of listeners.entries()) {
        const { isUnknown } = listener.at("port");
        if (!isUnknown && listener.at("port").isAbsent && index < listeners.length - 1) {
            yield violation(
                listener.at("port"),
                "so it takes every port, and only the last listener may",
                "name the port, or move it to the end",
            );
        }
        for (const host of listener.at("hosts").items()) {
            if (host.isUnknown) {
                yield unseen(host);
            } else if (host.text !== undefined && !host.text.includes("/")) {
                yield violation(host, "without its namespace", `write */${host.text} or ./${host.text}`);
            }
        }
    }
}

function* judgeNumbers(listeners: readonly Field[]): Iterable<Finding> {
    const numbers = new Set<unknown>();
    for (const port of listeners.map((each) => each.at("port"))) {
        const number = port.at("number");
        const target = port.at("targetPort");
        if (number.isUnknown) {
            yield unseen(number);
            continue;
        }
        if (numbers.has(number.value) && !isNothing(number)) {
            yield violation(number, "which another listener has too", "leave it to one of them");
        }
        if (target.isUnknown) {
            yield unseen(target);
        } else if (!isNothing(target)) {
            yield violation(target, "which listeners of sidecars do not have", "set defaultEndpoint");
        }
        numbers.add(number.value);
    }
}

function isAbsent(field: Field): boolean {
    return field.isAbsent || (field.isList && isEmpty(field));
}

function isNothing(field: Field): boolean {
    return (
        field.isAbsent || field.value === "" || field.value === 0 || field.value === false || isAbsent(field)
    );
}
