import { disallowConflictingServers } from "../../policies/traffic/disallowConflictingServers";
import { disallowOpenCors } from "../../policies/traffic/disallowOpenCors";
import { disallowRelaxedSni } from "../../policies/traffic/disallowRelaxedSni";
import { requireGatewayCredentials } from "../../policies/traffic/requireGatewayCredentials";
import { requireHttpsRedirects } from "../../policies/traffic/requireHttpsRedirects";
import { requireModernTls } from "../../policies/traffic/requireModernTls";
import { requireReachableServers } from "../../policies/traffic/requireReachableServers";
import { requireValidServers } from "../../policies/traffic/requireValidServers";
import { restrictClientCertificateHeaders } from "../../policies/traffic/restrictClientCertificateHeaders";
import { restrictGatewayHosts } from "../../policies/traffic/restrictGatewayHosts";
import { restrictGatewayLabels } from "../../policies/traffic/restrictGatewayLabels";
import { restrictGatewayPrivileges } from "../../policies/traffic/restrictGatewayPrivileges";
import { restrictOptionalClientCertificates } from "../../policies/traffic/restrictOptionalClientCertificates";
import { restrictPassthrough } from "../../policies/traffic/restrictPassthrough";
import { restrictWildcardRoutes } from "../../policies/traffic/restrictWildcardRoutes";
import { ingress, joined, service } from "./accessObjects";
import { type Props, unknown } from "./crossguard";
import { apiGateway, apiRoute, gateway, https, plainHttp, routeOf, secretOf, tls } from "./edgeObjects";
import { meshConfigMap, release } from "./objects";
import { judges } from "./tables";

const hosts = (...each: unknown[]) => gateway([https({ hosts: each })]);

judges(restrictGatewayHosts, {
    accepts: [
        ["a host of its own namespace", hosts("./a.example.com")],
        ["a host", hosts("a.example.com")],
        ["a wildcard for one namespace", hosts("shop/*.example.com")],
        [
            "all names of the mesh between clusters",
            gateway([tls("AUTO_PASSTHROUGH", { hosts: ["*.local"] })]),
        ],
    ],
    refuses: [
        [
            "every host",
            hosts("*"),
            [
                'mandatory: Gateway core/edge: spec.servers[0].hosts[0] is "*", so a VirtualService of any namespace takes any host here; write NAMESPACE/HOST',
            ],
        ],
        [
            "every host of every namespace",
            hosts("*/*"),
            [
                'mandatory: Gateway core/edge: spec.servers[0].hosts[0] is "*/*", so a VirtualService of any namespace takes any host here; write NAMESPACE/HOST',
            ],
        ],
        [
            "every host of one namespace",
            hosts("shop/*", "./*"),
            [
                'mandatory: Gateway core/edge:\n  - spec.servers[0].hosts[0] is "shop/*", so a VirtualService of namespace shop takes any host here; write NAMESPACE/HOST\n  - spec.servers[0].hosts[1] is "./*", so a VirtualService of its own namespace takes any host here; write NAMESPACE/HOST',
            ],
        ],
        [
            "a wildcard for every namespace",
            hosts("*.example.com"),
            [
                'mandatory: Gateway core/edge: spec.servers[0].hosts[0] is "*.example.com", so a VirtualService of any namespace takes a host below it; write NAMESPACE/HOST',
            ],
        ],
        [
            "a host that is not known",
            hosts(unknown),
            [
                "advisory: Gateway core/edge: spec.servers[0].hosts[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "servers that are not known",
            gateway(unknown),
            [
                "advisory: Gateway core/edge: spec.servers is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(restrictWildcardRoutes, {
    accepts: [
        ["a host", routeOf({ hosts: ["a.example.com"] })],
        [
            "hostnames at a shared gateway",
            apiRoute({ parentRefs: [{ name: "edge", namespace: "edge" }], hostnames: ["a.example.com"] }),
        ],
        ["its own gateway", apiRoute({ parentRefs: [{ name: "edge" }] })],
        [
            "a Service as parent",
            apiRoute({ parentRefs: [{ kind: "Service", name: "a", namespace: "edge" }] }),
        ],
    ],
    refuses: [
        [
            "every host",
            routeOf({ hosts: ["*"] }),
            [
                'advisory: VirtualService core/orders: spec.hosts[0] is "*", so it is for every host; name the hosts',
            ],
        ],
        [
            "every host below one",
            routeOf({ hosts: ["*.example.com"] }),
            [
                'advisory: VirtualService core/orders: spec.hosts[0] is "*.example.com", so it is for every host below it; name the hosts',
            ],
        ],
        [
            "a shared gateway without hostnames",
            apiRoute({ parentRefs: [{ name: "edge", namespace: "edge" }] }),
            [
                'advisory: HTTPRoute core/orders: spec.parentRefs[0].namespace is "edge", a Gateway of another namespace, where the route takes every host of its listeners; name the hosts in hostnames',
            ],
        ],
        [
            "hosts that are not known",
            routeOf({ hosts: unknown }),
            [
                "advisory: VirtualService core/orders: spec.hosts is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "hostnames that are not known",
            apiRoute({ parentRefs: [{ name: "edge", namespace: "edge" }], hostnames: [unknown] }),
            [
                "advisory: HTTPRoute core/orders: spec.hostnames[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const redirecting = (host: string, gateways: unknown = ["edge"]) =>
    routeOf({ hosts: [host], gateways, http: [{ redirect: { scheme: "https" } }] });
judges(requireHttpsRedirects, {
    accepts: [
        ["a redirect", gateway([plainHttp({ tls: { httpsRedirect: true } })])],
        ["a redirecting route", [gateway([plainHttp({})]), redirecting("a.example.com")]],
        ["a redirecting route for all hosts", [gateway([plainHttp({})]), redirecting("*", ["core/edge"])]],
        ["an egress gateway", gateway([plainHttp({})], { selector: { istio: "egressgateway" } })],
        ["HTTPS", gateway([https({})])],
    ],
    refuses: [
        [
            "plain HTTP",
            gateway([plainHttp({})]),
            [
                'mandatory: Gateway core/edge: spec.servers[0].port.protocol is "HTTP", so what is asked for here, and every token with it, crosses the network readable; set tls.httpsRedirect to true',
            ],
        ],
        [
            "a redirect of another host",
            [gateway([plainHttp({})]), redirecting("b.example.com")],
            [
                'mandatory: Gateway core/edge: spec.servers[0].port.protocol is "HTTP", so what is asked for here, and every token with it, crosses the network readable; set tls.httpsRedirect to true',
            ],
        ],
        [
            "a redirect at another gateway",
            [gateway([plainHttp({})]), redirecting("a.example.com", ["other/edge"])],
            [
                'mandatory: Gateway core/edge: spec.servers[0].port.protocol is "HTTP", so what is asked for here, and every token with it, crosses the network readable; set tls.httpsRedirect to true',
            ],
        ],
        [
            "a redirect that is not known",
            gateway([plainHttp({ tls: { httpsRedirect: unknown } })]),
            [
                "mandatory: Gateway core/edge: spec.servers[0].tls.httpsRedirect is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
        [
            "a server that is not known",
            gateway([unknown]),
            [
                "mandatory: Gateway core/edge: spec.servers[0] is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

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

const wildcard = https({ hosts: ["*.example.com"] });
const sensitive = tls("MUTUAL", { hosts: ["./bank.example.com"] });
judges(disallowRelaxedSni, {
    accepts: [
        [
            "a port of its own",
            gateway([wildcard, { ...sensitive, port: { number: 8443, protocol: "HTTPS", name: "b" } }]),
        ],
        [
            "a gateway of its own",
            [gateway([wildcard]), gateway([sensitive], { selector: { istio: "bank" } }, "bank")],
        ],
        [
            "a 421 at the wildcard",
            [
                gateway([wildcard, sensitive]),
                routeOf({ hosts: ["bank.example.com"], http: [{ directResponse: { status: 421 } }] }),
            ],
        ],
        ["another domain", gateway([https({ hosts: ["*.example.org"] }), sensitive])],
    ],
    refuses: [
        [
            "a wildcard beside it",
            gateway([wildcard, sensitive]),
            [
                'mandatory: Gateway core/edge: spec.servers[1].hosts[0] is "./bank.example.com", and a server beside it takes bank.example.com by a wildcard without a client certificate; give it a port of its own, or answer 421 for it there',
            ],
        ],
        [
            "a wildcard in another Gateway",
            [gateway([wildcard]), gateway([sensitive], {}, "bank")],
            [
                'mandatory: Gateway core/bank: spec.servers[0].hosts[0] is "./bank.example.com", and a server beside it takes bank.example.com by a wildcard without a client certificate; give it a port of its own, or answer 421 for it there',
            ],
        ],
    ],
});

const pair = { "tls.crt": "a", "tls.key": "b" };
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
                'mandatory: Gateway core/edge: spec.servers[0].tls.credentialName is "a-tls", and core has no such Secret, so the server is not opened at all; create it, or correct the name',
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
                'advisory: Gateway core/other: spec.servers[0].tls.credentialName is "a-tls", which Gateway core/edge uses too, so clients that reuse a connection get 404; put the servers of one certificate into one Gateway',
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

judges(restrictGatewayLabels, {
    accepts: [
        ["a gateway", [gateway([https({})], {}, "edge", "istio-ingress"), ingress()]],
        ["pods of another stack", gateway([https({})])],
        ["other labels", [gateway([https({})]), joined()]],
    ],
    refuses: [
        [
            "an application with the label",
            [gateway([https({})]), joined({}, { istio: "ingressgateway" })],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels.istio is "ingressgateway", by which Gateway core/edge gives the pod its servers and certificates; take it off, or select gateways by another label',
            ],
        ],
        [
            "no selector",
            gateway([https({})], { selector: {} }),
            [
                "mandatory: Gateway core/edge: spec.selector is {}, so every gateway of the mesh opens these servers; select the gateway's pods",
            ],
        ],
        [
            "a Gateway elsewhere",
            [gateway([https({})]), ingress()],
            [
                'advisory: Gateway core/edge: metadata.namespace is "core", and selects pods of istio-ingress, so whoever may write here opens ports there; move it beside the gateway\'s pods',
            ],
        ],
        [
            "a selector that is not known",
            gateway([https({})], { selector: { istio: unknown } }),
            [
                "mandatory: Gateway core/edge: spec.selector.istio is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

const gatewayPod = (container: Props) => {
    const pods = structuredClone(ingress()) as { spec: { template: { spec: { containers: Props[] } } } };
    pods.spec.template.spec.containers = [{ name: "istio-proxy", ...container }];
    return pods as unknown as Props;
};
const reached = (spec: object) =>
    service(
        [{ port: 443 }],
        { selector: { istio: "ingressgateway" }, ...spec },
        { namespace: "istio-ingress" },
    );
judges(restrictGatewayPrivileges, {
    accepts: [
        ["a load balancer", [ingress(), reached({ type: "LoadBalancer" })]],
        ["an application with a port of its node", joined({ containers: [{ ports: [{ hostPort: 80 }] }] })],
    ],
    refuses: [
        [
            "a port of the node",
            gatewayPod({ ports: [{ hostPort: 443 }] }),
            [
                "advisory: Deployment istio-ingress/ingress: spec.template.spec.containers[0].ports[0].hostPort is 443, a port of its node; remove it, and use a Service of type LoadBalancer",
            ],
        ],
        [
            "capabilities",
            gatewayPod({ securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } }),
            [
                'advisory: Deployment istio-ingress/ingress: spec.template.spec.containers[0].securityContext.capabilities.add[0] is "NET_BIND_SERVICE", which a gateway does not need; remove it',
            ],
        ],
        [
            "privileges",
            gatewayPod({ securityContext: { privileged: true } }),
            [
                "advisory: Deployment istio-ingress/ingress: spec.template.spec.containers[0].securityContext.privileged is true, which a gateway does not need; remove it",
            ],
        ],
        [
            "a port of every node",
            [ingress(), reached({ type: "NodePort" })],
            [
                'advisory: Service istio-ingress/orders: spec.type is "NodePort", so every node of the cluster opens a port to the gateway; use LoadBalancer',
            ],
        ],
        [
            "what is not known",
            [gatewayPod({ ports: [{ hostPort: unknown }] }), reached({ type: unknown })],
            [
                "advisory: Deployment istio-ingress/ingress: spec.template.spec.containers[0].ports[0].hostPort is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Service istio-ingress/orders: spec.type is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const cors = (corsPolicy: unknown) => routeOf({ http: [{ corsPolicy }] });
const credentials = (...allowOrigins: unknown[]) => cors({ allowCredentials: true, allowOrigins });
judges(disallowOpenCors, {
    accepts: [
        ["an origin", credentials({ exact: "https://app.example.com" })],
        ["a pattern of a domain", credentials({ regex: "https://[a-z]+\\.example\\.com" })],
        ["every origin without credentials", cors({ allowOrigins: [{ regex: ".*" }] })],
    ],
    refuses: [
        [
            "every origin",
            credentials({ regex: ".*" }),
            [
                'mandatory: VirtualService core/orders: spec.http[0].corsPolicy.allowOrigins[0] is {"regex":".*"}, and credentials are allowed, so every page a user opens may act as the user; name the origins',
            ],
        ],
        [
            "every https origin",
            credentials({ prefix: "https://" }, { regex: "https://.*" }),
            [
                'mandatory: VirtualService core/orders:\n  - spec.http[0].corsPolicy.allowOrigins[0] is {"prefix":"https://"}, and credentials are allowed, so every page a user opens may act as the user; name the origins\n  - spec.http[0].corsPolicy.allowOrigins[1] is {"regex":"https://.*"}, and credentials are allowed, so every page a user opens may act as the user; name the origins',
            ],
        ],
        [
            "a star",
            credentials({ exact: "*" }),
            [
                'mandatory: VirtualService core/orders: spec.http[0].corsPolicy.allowOrigins[0] is {"exact":"*"}, and credentials are allowed, so every page a user opens may act as the user; name the origins',
            ],
        ],
        [
            "an HTTPRoute",
            apiRoute({
                rules: [
                    { filters: [{ type: "CORS", cors: { allowCredentials: true, allowOrigins: ["*"] } }] },
                ],
            }),
            [
                'mandatory: HTTPRoute core/orders: spec.rules[0].filters[0].cors.allowOrigins[0] is "*", and credentials are allowed, so every page a user opens may act as the user; name the origins',
            ],
        ],
        [
            "an origin that is not known",
            credentials({ regex: unknown }),
            [
                "advisory: VirtualService core/orders: spec.http[0].corsPolicy.allowOrigins[0].regex is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "credentials that are not known",
            cors({ allowCredentials: unknown, allowOrigins: [{ exact: "*" }] }),
            [
                "advisory: VirtualService core/orders: spec.http[0].corsPolicy.allowCredentials is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const forwarded = (value: unknown) => ({
    defaultConfig: { gatewayTopology: { forwardClientCertDetails: value } },
});
judges(restrictClientCertificateHeaders, {
    accepts: [
        ["nothing", meshConfigMap({})],
        [
            "a gateway that sets it",
            ingress({
                "proxy.istio.io/config": "gatewayTopology: { forwardClientCertDetails: SANITIZE_SET }",
            }),
        ],
        ["an application's proxy", joined()],
    ],
    refuses: [
        [
            "the mesh",
            meshConfigMap(forwarded("ALWAYS_FORWARD_ONLY")),
            [
                'advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.defaultConfig.gatewayTopology.forwardClientCertDetails is "ALWAYS_FORWARD_ONLY", so a client may claim any certificate; set SANITIZE_SET',
            ],
        ],
        [
            "one gateway",
            ingress({
                "proxy.istio.io/config": "gatewayTopology: { forwardClientCertDetails: FORWARD_ONLY }",
            }),
            [
                'advisory: Deployment istio-ingress/ingress: spec.template.metadata.annotations["proxy.istio.io/config"].gatewayTopology.forwardClientCertDetails is "FORWARD_ONLY", so a client may claim any certificate; set SANITIZE_SET',
            ],
        ],
        [
            "a value that is not known",
            {
                ...release("istiod", { meshConfig: forwarded(unknown) }),
                apiVersion: "helm.sh/v3",
                kind: "Release",
            },
            [
                "advisory: Release istio-system/istiod: values.meshConfig.defaultConfig.gatewayTopology.forwardClientCertDetails is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(disallowConflictingServers, {
    accepts: [
        ["two hosts", gateway([https({}), https({ hosts: ["./b.example.com"] })])],
        ["two ports", gateway([https({}), https({ port: { number: 8443, protocol: "HTTPS" } })])],
        [
            "two gateways",
            [gateway([https({})]), gateway([https({})], { selector: { istio: "other" } }, "other")],
        ],
        ["one host of two namespaces", gateway([https({}), https({ hosts: ["shop/a.example.com"] })])],
    ],
    refuses: [
        [
            "a host twice",
            gateway([https({}), https({ hosts: ["core/a.example.com"] })]),
            [
                'mandatory: Gateway core/edge: spec.servers[1].hosts[0] is "core/a.example.com", which another server serves on port 443 too; leave it to one of them',
            ],
        ],
        [
            "a host in two Gateways",
            [gateway([https({})]), gateway([https({})], {}, "other")],
            [
                'mandatory: Gateway core/other: spec.servers[0].hosts[0] is "./a.example.com", which Gateway core/edge serves on port 443 too; leave it to one of them',
            ],
        ],
        [
            "a host below a wildcard",
            gateway([https({ hosts: ["*/*.example.com"] }), https({})]),
            [
                'advisory: Gateway core/edge: spec.servers[1].hosts[0] is "./a.example.com", which another server serves on port 443 too; leave it to one of them',
            ],
        ],
    ],
});

judges(requireReachableServers, {
    accepts: [
        ["a port of the Service", [gateway([https({})]), ingress(), reached({})]],
        [
            "a port of the pod behind it",
            [
                gateway([https({ port: { number: 8443, protocol: "HTTPS" } })]),
                ingress(),
                reached({ ports: [{ port: 443, targetPort: 8443 }] }),
            ],
        ],
        ["a Service of another stack", [gateway([https({})]), ingress()]],
        ["Istio's own gateway in another stack", [gateway([https({})]), joined()]],
        [
            "a port that is not known",
            [gateway([plainHttp({})]), ingress(), reached({ ports: [{ port: unknown }] })],
        ],
    ],
    refuses: [
        [
            "a selector of nothing",
            [gateway([https({})], { selector: { istio: "edge" } }), joined()],
            [
                'advisory: Gateway core/edge: spec.selector is {"istio":"edge"}, which no pod of this stack carries, so nothing opens these servers; write the labels of the gateway\'s pods',
            ],
        ],
        [
            "a port the Service lacks",
            [gateway([plainHttp({})]), ingress(), reached({})],
            [
                "advisory: Gateway core/edge: spec.servers[0].port.number is 80, which Service orders does not lead to; add the port to the Service",
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
