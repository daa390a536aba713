import { requireGatewayCredentials } from "../../policies/traffic/requireGatewayCredentials";
import { ingress } from "./accessObjects";
import { expiredCertificate, futureCertificate, validCertificate } from "./certificates";
import { unknown } from "./crossguard";
import { gateway, https, secretOf, tls } from "./edgeObjects";
import { labelled } from "./objects";
import { judges } from "./tables";

const pair = { "tls.crt": "a", "tls.key": "b" };
const holding = (certificate: string) => ({ ...pair, "tls.crt": certificate });
const encoded = (text: string) => holding(Buffer.from(text).toString("base64"));
const narrow = { istio: "ingressgateway", zone: "a" };
judges(requireGatewayCredentials, {
    accepts: [
        ["a Secret", [gateway([https({})]), secretOf("a-tls", { data: pair })]],
        [
            "a Certificate",
            [
                gateway([https({})]),
                {
                    ...secretOf("x", {}),
                    apiVersion: "cert-manager.io/v1",
                    kind: "Certificate",
                    spec: { secretName: "a-tls" },
                },
            ],
        ],
        ["Secrets of another stack", gateway([https({})])],
        [
            "Secrets beside the pods of another namespace",
            [gateway([https({})]), ingress(), secretOf("other", { data: pair })],
        ],
        ["keys that are not known", [gateway([https({})]), secretOf("a-tls", { data: unknown })]],
        [
            "one Gateway with a certificate for two ports",
            [
                gateway([https({}), https({ port: { number: 8443, protocol: "HTTPS" } })]),
                secretOf("a-tls", { stringData: { cert: "a", key: "b" } }),
            ],
        ],
        ["a certificate", [gateway([https({})]), secretOf("a-tls", { data: encoded(validCertificate) })]],
        [
            "a certificate that is filled in elsewhere",
            [gateway([https({})]), secretOf("a-tls", { stringData: holding("<certificate>") })],
        ],
        [
            "Secrets that are no server's in the namespace of the Gateway",
            [gateway([https({})]), secretOf("database", { data: { password: "a" } })],
        ],
        [
            "a root of its own",
            [
                gateway([tls("MUTUAL", {})]),
                secretOf("a-tls", { data: pair }),
                secretOf("a-tls-cacert", { data: { "ca.crt": "c" } }),
            ],
        ],
    ],
    refuses: [
        [
            "a Secret that is not there",
            [gateway([https({})]), secretOf("b-tls", { data: pair })],
            [
                'advisory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", and core has no such Secret, so the server is not opened at all; create it, or correct the name',
            ],
        ],
        [
            "a Secret that is not beside the pods",
            [gateway([https({})]), labelled({ istio: "ingressgateway" }), secretOf("b-tls", { data: pair })],
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", and core has no such Secret, so the server is not opened at all; create it, or correct the name',
            ],
        ],
        [
            "a Secret that is not where another Gateway for the same pods has its own",
            [
                gateway([https({})]),
                gateway([https({ tls: { credentialName: "b-tls" } })], {}, "other", "shop"),
                secretOf("b-tls", { data: pair }, "istio-ingress"),
            ],
            [
                'advisory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", and istio-ingress has no such Secret, so the server is not opened at all; create it, or correct the name',
            ],
        ],
        [
            "a certificate that has expired",
            [gateway([https({})]), secretOf("a-tls", { stringData: holding(expiredCertificate) })],
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", a Secret whose certificate has expired; renew it',
            ],
        ],
        [
            "a certificate that is not valid yet",
            [gateway([https({})]), secretOf("a-tls", { data: encoded(futureCertificate) })],
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", a Secret whose certificate is not valid yet; issue it anew',
            ],
        ],
        [
            "what is no certificate",
            [gateway([https({})]), secretOf("a-tls", { data: encoded("anything else") })],
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", a Secret whose certificate cannot be read; put a PEM certificate there',
            ],
        ],
        [
            "a Secret without key",
            [gateway([https({})]), secretOf("a-tls", { data: { "tls.crt": "SECRET" } })],
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", a Secret without tls.crt and tls.key; give it both',
            ],
        ],
        [
            "MUTUAL without a root",
            [gateway([tls("MUTUAL", {})]), secretOf("a-tls", { data: pair })],
            [
                'mandatory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", a Secret without ca.crt, which MUTUAL checks clients by; add ca.crt',
            ],
        ],
        [
            "a certificate of two Gateways",
            [gateway([https({})]), gateway([https({ hosts: ["./b.example.com"] })], {}, "other")],
            [
                'advisory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", which Gateway core/other uses too, so clients that reuse a connection get 404; put the servers of one certificate into one Gateway',
                'advisory: Gateway core/other: spec.servers[0].tls.credentialName is "a-tls", which Gateway core/edge uses too, so clients that reuse a connection get 404; put the servers of one certificate into one Gateway',
            ],
        ],
        [
            "a certificate of a Gateway for some of the same pods",
            [gateway([https({})]), gateway([https({})], { selector: narrow }, "other")],
            [
                'advisory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", which Gateway core/other uses too, so clients that reuse a connection get 404; put the servers of one certificate into one Gateway',
            ],
        ],
        [
            "files",
            gateway([https({ tls: { mode: "SIMPLE", serverCertificate: "/etc/a", privateKey: "/etc/b" } })]),
            [
                'advisory: Gateway core/edge: spec.servers[0].tls.serverCertificate is "/etc/a", a file of the pod, which nothing renews or checks; use credentialName',
            ],
        ],
    ],
});
