import { serverClaims } from "../engine/admission/servers";
import { type Field, isEmpty } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { gatewayKind, gatewayProtocols, type Server, serversOf } from "../engine/servers";

const encrypted = new Set(["HTTPS", "TLS"]);

export const requireValidServers: ObjectRule = {
    scope: "object",
    id: "C-16",
    ids: ["IST0106"],
    name: "meshwright-traffic-require-valid-servers",
    displayName: "Require servers that istiod takes",
    description:
        "The servers of a Gateway must be such as istiod accepts: hosts, ports, and certificates that fit the mode.",
    severity: "high",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/networking/gateway/",
        specification: "Server",
    },
    remediationSteps: "Change what the message names; istiod's webhook refuses it, or drops the server.",
    settings: [],
    kinds: [gatewayKind],

    *check(object) {
        const names = new Set<string>();
        const servers = object.root.at("spec", "servers");
        if (!object.partial && isEmpty(servers)) {
            yield violation(servers, "so it serves nothing", "give it a server");
        }
        for (const server of object.partial ? [] : serversOf(object)) {
            const name = server.field.at("port", "name");
            if (name.text !== undefined && names.has(name.text)) {
                yield violation(
                    name,
                    "which another server has too, and names of ports are unique",
                    "rename one of them",
                );
            }
            names.add(name.text ?? "");
            yield* judge(server);
        }
    },

    admission: [
        {
            claims: () => serverClaims,
        },
    ],
};

function* judge({ field, hosts, port, protocol }: Server): Iterable<Finding> {
    const stated = field.at("port", "protocol");
    if (field.isUnknown || stated.isUnknown) {
        yield unproven(stated.isUnknown ? stated : field);
        return;
    }
    if (field.at("hosts").isUnknown) {
        yield unproven(field.at("hosts"));
    } else if (hosts.length === 0) {
        yield violation(field.at("hosts"), "and a server needs a host", "name one");
    }
    if (!gatewayProtocols.includes(protocol)) {
        yield violation(
            stated,
            "which is no protocol of a gateway",
            `use one of ${gatewayProtocols.join(", ")}`,
        );
    }
    const number = field.at("port", "number");
    if (number.isUnknown) {
        yield unproven(number);
    } else if (port === undefined || port < 1 || port > 65535) {
        yield violation(number, "which is no port", "give one of 1 to 65535");
    }
    yield* judgeTls(field.at("tls"), protocol);
}

function* judgeTls(tls: Field, protocol: string): Iterable<Finding> {
    const mode = tls.at("mode");
    if (tls.isUnknown || mode.isUnknown) {
        yield unproven(mode.isUnknown ? mode : tls);
        return;
    }
    if (tls.isAbsent) {
        if (encrypted.has(protocol)) {
            yield violation(tls, `and ${protocol} needs certificates`, "give it a mode and a credentialName");
        }
        return;
    }
    if (!encrypted.has(protocol)) {
        const rest = tls.entries().find(([key]) => key !== "httpsRedirect");
        if (rest !== undefined && protocol !== "TCP") {
            yield violation(
                rest[1],
                `on a server of protocol ${protocol}, where TLS has no effect`,
                "set HTTPS, or remove it",
            );
        }
        return;
    }
    yield* judgeCertificates(tls, mode.text ?? "SIMPLE");
}

function* judgeCertificates(tls: Field, mode: string): Iterable<Finding> {
    const has = (...keys: string[]) => keys.some((key) => !tls.at(key).isAbsent);
    const own = ["serverCertificate", "privateKey", "caCertificates", "credentialName"];
    const isCovered = has("credentialName", "credentialNames", "tlsCertificates");
    if (mode === "ISTIO_MUTUAL") {
        const beside = own.map((key) => tls.at(key)).find((each) => !each.isAbsent);
        if (beside !== undefined) {
            yield violation(beside, "beside ISTIO_MUTUAL, which has the mesh's certificates", "remove it");
        }
    } else if (/^(SIMPLE|MUTUAL|OPTIONAL_MUTUAL)$/.test(mode) && !isCovered) {
        const missing = ["serverCertificate", "privateKey"].find((key) => !has(key));
        if (missing !== undefined) {
            yield violation(
                tls.at(missing),
                "so there is no certificate to serve",
                "name one in credentialName",
            );
        } else if (mode === "MUTUAL" && !has("caCertificates")) {
            yield violation(tls.at("caCertificates"), "so no client certificate can be checked", "name them");
        }
    }
}
