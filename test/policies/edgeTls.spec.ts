import { requireModernTls } from "../../policies/traffic/requireModernTls";
import { requireValidServers } from "../../policies/traffic/requireValidServers";
import { restrictOptionalClientCertificates } from "../../policies/traffic/restrictOptionalClientCertificates";
import { restrictPassthrough } from "../../policies/traffic/restrictPassthrough";
import { unknown } from "./crossguard";
import { apiGateway, gateway, https, plainHttp, tls } from "./edgeObjects";
import { meshConfigMap } from "./objects";
import { judges } from "./tables";

const versioned = (settings: object) =>
    gateway([https({ tls: { mode: "SIMPLE", credentialName: "a", ...settings } })]);
judges(requireModernTls, {
    accepts: [
        ["the default", versioned({})],
        ["TLS 1.3", versioned({ minProtocolVersion: "TLSV1_3" })],
        [
            "good ciphers",
            versioned({ cipherSuites: ["ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"] }),
        ],
        ["a mesh of 1.2", meshConfigMap({ meshMTLS: { minProtocolVersion: "TLSV1_2" } })],
    ],
    refuses: [
        [
            "TLS 1.0",
            versioned({ minProtocolVersion: "TLSV1_0" }),
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.minProtocolVersion is "TLSV1_0", which has been broken since long; set TLSV1_2 or TLSV1_3',
            ],
        ],
        [
            "nothing above TLS 1.1",
            versioned({ maxProtocolVersion: "TLSV1_1" }),
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.maxProtocolVersion is "TLSV1_1", which has been broken since long; set TLSV1_2 or TLSV1_3',
            ],
        ],
        [
            "a broken cipher",
            versioned({ cipherSuites: ["DES-CBC3-SHA"] }),
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.cipherSuites[0] is "DES-CBC3-SHA", a cipher that is broken; take it out',
            ],
        ],
        [
            "a weak cipher",
            versioned({ cipherSuites: ["ECDHE-RSA-AES128-SHA", "AES256-GCM-SHA384"] }),
            [
                'advisory: Gateway core/edge:\n  - spec.servers[0].tls.cipherSuites[0] is "ECDHE-RSA-AES128-SHA", a cipher without forward secrecy or in CBC mode; take it out\n  - spec.servers[0].tls.cipherSuites[1] is "AES256-GCM-SHA384", a cipher without forward secrecy or in CBC mode; take it out',
            ],
        ],
        [
            "a mesh of 1.1",
            meshConfigMap({ tlsDefaults: { minProtocolVersion: "TLSV1_1" } }),
            [
                'mandatory: ConfigMap istio-system/istio-1-31-0: data.mesh.tlsDefaults.minProtocolVersion is "TLSV1_1", which has been broken since long; set TLSV1_2 or TLSV1_3',
            ],
        ],
        [
            "a version that is not known",
            versioned({ minProtocolVersion: unknown }),
            [
                "advisory: Gateway core/edge: spec.servers[0].tls.minProtocolVersion is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "ciphers that are not known",
            versioned({ cipherSuites: [unknown] }),
            [
                "advisory: Gateway core/edge: spec.servers[0].tls.cipherSuites[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(restrictOptionalClientCertificates, {
    accepts: [
        ["MUTUAL", gateway([tls("MUTUAL", {})])],
        [
            "valid certificates only",
            apiGateway({ tls: { frontend: { default: { validation: { mode: "AllowValidOnly" } } } } }),
        ],
    ],
    refuses: [
        [
            "OPTIONAL_MUTUAL",
            gateway([tls("OPTIONAL_MUTUAL", {})]),
            [
                'advisory: Gateway core/edge: spec.servers[0].tls.mode is "OPTIONAL_MUTUAL", so a caller without a certificate comes in too; set it to MUTUAL',
            ],
        ],
        [
            "a fallback",
            apiGateway({ tls: { frontend: { default: { validation: { mode: "AllowInsecureFallback" } } } } }),
            [
                'advisory: Gateway core/edge: spec.tls.frontend.default.validation.mode is "AllowInsecureFallback", so a caller without a certificate comes in too; set it to AllowValidOnly',
            ],
        ],
        [
            "a fallback on one port",
            apiGateway({
                tls: { frontend: { perPort: [{ tls: { validation: { mode: "AllowInsecureFallback" } } }] } },
            }),
            [
                'advisory: Gateway core/edge: spec.tls.frontend.perPort[0].tls.validation.mode is "AllowInsecureFallback", so a caller without a certificate comes in too; set it to AllowValidOnly',
            ],
        ],
        [
            "a mode that is not known",
            gateway([tls(unknown, {})]),
            [
                "advisory: Gateway core/edge: spec.servers[0].tls.mode is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(restrictPassthrough, {
    accepts: [
        [
            "between clusters",
            gateway([tls("AUTO_PASSTHROUGH", {})], { selector: { istio: "eastwestgateway" } }),
        ],
        [
            "between networks",
            gateway([tls("AUTO_PASSTHROUGH", {})], { selector: { "topology.istio.io/network": "a" } }),
        ],
        ["on the way out", gateway([tls("PASSTHROUGH", {})], { selector: { istio: "egressgateway" } })],
        ["SIMPLE", gateway([https({})])],
    ],
    refuses: [
        [
            "every Service to the public",
            gateway([tls("AUTO_PASSTHROUGH", {})]),
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.mode is "AUTO_PASSTHROUGH", so whoever reaches this gateway reaches every Service of the mesh by its SNI; use SIMPLE or MUTUAL here',
            ],
        ],
        [
            "TLS that nobody looks into",
            gateway([tls("PASSTHROUGH", {})]),
            [
                'advisory: Gateway core/edge: spec.servers[0].tls.mode is "PASSTHROUGH", so the gateway sees no requests, and no policy about them applies here; terminate with SIMPLE or MUTUAL, or judge them at the workload',
            ],
        ],
        [
            "a mode that is not known",
            gateway([tls(unknown, {})]),
            [
                "advisory: Gateway core/edge: spec.servers[0].tls.mode is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireValidServers, {
    accepts: [
        ["HTTPS", gateway([https({})])],
        ["a redirect", gateway([plainHttp({ tls: { httpsRedirect: true } })])],
        ["mutual TLS of the mesh", gateway([{ ...tls("ISTIO_MUTUAL", {}), tls: { mode: "ISTIO_MUTUAL" } }])],
        ["TLS that passes through", gateway([{ ...tls("PASSTHROUGH", {}), tls: { mode: "PASSTHROUGH" } }])],
        [
            "files",
            gateway([
                https({
                    tls: { mode: "MUTUAL", serverCertificate: "a", privateKey: "b", caCertificates: "c" },
                }),
            ]),
        ],
    ],
    refuses: [
        [
            "no server",
            gateway([]),
            ["mandatory: Gateway core/edge: spec.servers is [], so it serves nothing; give it a server"],
        ],
        [
            "HTTPS without certificates",
            gateway([https({ tls: undefined })]),
            [
                "mandatory: Gateway core/edge: spec.servers[0].tls is not set, and HTTPS needs certificates; give it a mode and a credentialName",
            ],
        ],
        [
            "SIMPLE without a certificate",
            gateway([https({ tls: { mode: "SIMPLE" } })]),
            [
                "mandatory: Gateway core/edge: spec.servers[0].tls.serverCertificate is not set, so there is no certificate to serve; name one in credentialName",
            ],
        ],
        [
            "MUTUAL without a root",
            gateway([https({ tls: { mode: "MUTUAL", serverCertificate: "a", privateKey: "b" } })]),
            [
                "mandatory: Gateway core/edge: spec.servers[0].tls.caCertificates is not set, so no client certificate can be checked; name them",
            ],
        ],
        [
            "a certificate beside the mesh's",
            gateway([tls("ISTIO_MUTUAL", {})]),
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", beside ISTIO_MUTUAL, which has the mesh\'s certificates; remove it',
            ],
        ],
        [
            "TLS on plain HTTP",
            gateway([plainHttp({ tls: { mode: "SIMPLE" } })]),
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.mode is "SIMPLE", on a server of protocol HTTP, where TLS has no effect; set HTTPS, or remove it',
            ],
        ],
        [
            "a protocol of another kind",
            gateway([plainHttp({ port: { number: 0, protocol: "UDP", name: "a" } })]),
            [
                'mandatory: Gateway core/edge:\n  - spec.servers[0].port.protocol is "UDP", which is no protocol of a gateway; use one of HTTP, HTTPS, GRPC, GRPC-WEB, HTTP2, MONGO, TCP, TLS\n  - spec.servers[0].port.number is 0, which is no port; give one of 1 to 65535',
            ],
        ],
        [
            "no host",
            gateway([https({ hosts: [] })]),
            [
                "mandatory: Gateway core/edge: spec.servers[0].hosts is [], and a server needs a host; name one",
            ],
        ],
        [
            "a name twice",
            gateway([
                https({}),
                https({ hosts: ["./b.example.com"] }),
                https({ port: { number: 8443, protocol: "HTTPS", name: "https" } }),
            ]),
            [
                'mandatory: Gateway core/edge:\n  - spec.servers[1].port.name is "https", which another server has too, and names of ports are unique; rename one of them\n  - spec.servers[2].port.name is "https", which another server has too, and names of ports are unique; rename one of them',
            ],
        ],
        [
            "what is not known",
            gateway([https({ tls: unknown }), https({ port: { number: 1, protocol: unknown } }), unknown]),
            [
                "advisory: Gateway core/edge:\n  - spec.servers[0].tls is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created\n  - spec.servers[1].port.protocol is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created\n  - spec.servers[2] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});
