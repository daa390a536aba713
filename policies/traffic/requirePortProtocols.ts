import type { Field } from "../engine/field";
import { label } from "../engine/object";
import { called, type Finding, type ObjectRule, unproven, warning } from "../engine/rule";
import { asPort } from "../engine/servicePorts";

const protocols = new Set([
    "tcp",
    "udp",
    "grpc",
    "grpc-web",
    "http",
    "http_proxy",
    "http2",
    "https",
    "tls",
    "mongo",
    "redis",
    "mysql",
    "doublehbone",
]);
/** Kubernetes' own words for appProtocol. */
const standard = new Set(["kubernetes.io/h2c", "kubernetes.io/ws", "kubernetes.io/wss"]);
/** Server speaks first on these, so that looking at what the client sends would wait for ever: istiod takes them for TCP. */
const wellKnown = new Set([25, 3306, 27017]);

export const requirePortProtocols: ObjectRule = {
    scope: "object",
    id: "G-09",
    ids: ["IST0118", "IST0150", "KIA0601", "KIA0602", "TIS0601", "TIS0602", "ASM/AllowedServicePortName"],
    name: "meshwright-traffic-require-port-protocols",
    displayName: "Require ports to say what they speak",
    description:
        "Each port of a Service should say its protocol by appProtocol or by its name (http-web): otherwise proxies guess from " +
        "the first bytes, and rules about requests hold or not as they guess.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Explicitly declare protocol",
    },
    remediationSteps: "Set appProtocol to http, http2, grpc, tls, https, tcp or another protocol of Istio's.",
    settings: ["rootNamespaces"],
    kinds: ["core/Service"],

    *check(object, { rootNamespaces }) {
        const namespace = object.namespace ?? "default";
        // The cluster's and Istio's own, and what istiod makes for a Gateway.
        const isSystem = rootNamespaces.includes(namespace) || namespace.startsWith("kube-");
        if (isSystem || object.name === "istiod" || !label(object, "gateway.istio.io/managed").isAbsent) {
            return;
        }
        const isExternal = object.root.at("spec", "type").text === "ExternalName";
        for (const port of object.root.at("spec", "ports").items()) {
            yield* judge(port, isExternal);
        }
    },
};

function* judge(port: Field, isExternal: boolean): Iterable<Finding> {
    const stated = port.at("appProtocol");
    const name = port.at("name");
    if (port.at("protocol").text === "UDP") {
        return;
    }
    if (stated.isUnknown || (stated.isAbsent && name.isUnknown)) {
        yield unproven(stated.isUnknown ? stated : name);
        return;
    }
    if (!stated.isAbsent) {
        if (!standard.has(stated.text ?? "") && !protocols.has(prefix(stated.text ?? ""))) {
            const message = "which Istio does not know, so proxies guess what the port speaks";
            const finding = warning(stated, message, "write http, http2, grpc, tls, https or tcp");
            // istioctl takes any appProtocol for one.
            yield called(finding, "IST", "KIA0602", "TIS0602");
        }
        return;
    }
    if (isExternal && name.text === "tcp") {
        const message = "so every proxy sends all that goes to this port, of any host, to this name";
        const finding = warning(name, message, "write its protocol, or declare a ServiceEntry");
        yield called(finding, "IST0150", "KIA", "TIS");
    } else if (!protocols.has(prefix(name.text ?? "")) && !wellKnown.has(asPort(port.at("port")) ?? 0)) {
        const message = "which is no protocol, so proxies guess what the port speaks";
        const code = isExternal ? "IST0150" : "IST0118";
        yield called(warning(name, message, "set appProtocol"), code, "KIA0601", "TIS0601");
    }
}

function prefix(name: string): string {
    const text = name.toLowerCase();
    return text.startsWith("grpc-web") ? "grpc-web" : (text.split("-")[0] ?? "");
}
