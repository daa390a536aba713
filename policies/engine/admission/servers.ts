import { gatewayProtocols } from "../servers";
import { all, any, every, isNone, isOneOf, isSet, listAt, matches, not, textAt } from "./cel";
import type { Claim } from "./claim";

const servers = listAt("object", "spec", "servers");
const protocol = `${textAt("s", "port", "protocol")}.upperAscii()`;
const hasSameName = `${textAt("b", "port", "name")} == a.port.name`;
const mode = "s.?tls.?mode.orValue('SIMPLE')";
const has = (key: string) => isSet("s", "tls", key);
const isEncrypted = isOneOf(protocol, ["HTTPS", "TLS"]);

/** Everything TLS may be told but for the redirect, which plain HTTP may have. */
const settings = [
    "caCertCredentialName",
    "caCertificates",
    "caCrl",
    "cipherSuites",
    "credentialName",
    "credentialNames",
    "maxProtocolVersion",
    "minProtocolVersion",
    "mode",
    "privateKey",
    "serverCertificate",
    "subjectAltNames",
    "tlsCertificates",
    "verifyCertificateHash",
    "verifyCertificateSpki",
];

const own = ["serverCertificate", "privateKey", "caCertificates", "credentialName"];
const isServed = any(
    ...["credentialName", "credentialNames", "tlsCertificates"].map(has),
    all(has("serverCertificate"), has("privateKey"), any(not(`${mode} == 'MUTUAL'`), has("caCertificates"))),
);

/** What `requireValidServers` asks, in CEL. */
export const serverClaims: readonly Claim[] = [
    {
        at: "spec.servers",
        holds: not(isNone("object", "spec", "servers")),
        message: "so it serves nothing",
        fix: "give it a server",
    },
    {
        at: "spec.servers[].port.name",
        holds: every(
            servers,
            "a",
            any(not(isSet("a", "port", "name")), `${servers}.filter(b, ${hasSameName}).size() == 1`),
        ),
        message: "which another server has too, and names of ports are unique",
        fix: "rename one of them",
    },
    {
        at: "spec.servers[].hosts",
        holds: every(servers, "s", not(isNone("s", "hosts"))),
        message: "and a server needs a host",
        fix: "name one",
    },
    {
        at: "spec.servers[].port.protocol",
        holds: every(servers, "s", isOneOf(protocol, gatewayProtocols)),
        message: "which is no protocol of a gateway",
        fix: `use one of ${gatewayProtocols.join(", ")}`,
    },
    {
        at: "spec.servers[].port.number",
        holds: every(servers, "s", "s.?port.?number.orValue(0) >= 1 && s.?port.?number.orValue(0) <= 65535"),
        message: "which is no port",
        fix: "give one of 1 to 65535",
    },
    {
        at: "spec.servers[].tls",
        holds: every(servers, "s", any(not(isEncrypted), isSet("s", "tls"))),
        message: "and HTTPS and TLS need certificates",
        fix: "give it a mode and a credentialName",
    },
    {
        at: "spec.servers[].tls",
        holds: every(
            servers,
            "s",
            any(isEncrypted, `${protocol} == 'TCP'`, all(...settings.map((each) => not(has(each))))),
        ),
        message: "on a server whose protocol has no TLS, where it has no effect",
        fix: "set HTTPS, or remove it",
    },
    {
        at: "spec.servers[].tls",
        holds: every(
            servers,
            "s",
            any(
                not(isEncrypted),
                not(`${mode} == 'ISTIO_MUTUAL'`),
                all(...own.map((each) => not(has(each)))),
            ),
        ),
        message: "beside ISTIO_MUTUAL, which has the mesh's certificates",
        fix: "remove the certificates",
    },
    {
        at: "spec.servers[].tls",
        holds: every(
            servers,
            "s",
            any(
                not(isEncrypted),
                not(isSet("s", "tls")),
                not(matches(mode, /^(SIMPLE|MUTUAL|OPTIONAL_MUTUAL)$/)),
                isServed,
            ),
        ),
        message: "so there is no certificate to serve, or none to check clients by",
        fix: "name one in credentialName",
    },
];
