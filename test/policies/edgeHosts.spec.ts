import { disallowConflictingServers } from "../../policies/traffic/disallowConflictingServers";
import { disallowRelaxedSni } from "../../policies/traffic/disallowRelaxedSni";
import { requireHttpsRedirects } from "../../policies/traffic/requireHttpsRedirects";
import { restrictGatewayHosts } from "../../policies/traffic/restrictGatewayHosts";
import { restrictWildcardRoutes } from "../../policies/traffic/restrictWildcardRoutes";
import { unknown } from "./crossguard";
import { apiRoute, gateway, https, plainHttp, routeOf, tls } from "./edgeObjects";
import { labelled } from "./objects";
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

const narrow = { istio: "ingressgateway", zone: "a" };
judges(disallowConflictingServers, {
    accepts: [
        ["two hosts", gateway([https({}), https({ hosts: ["./b.example.com"] })])],
        ["two ports", gateway([https({}), https({ port: { number: 8443, protocol: "HTTPS" } })])],
        [
            "two gateways",
            [gateway([https({})]), gateway([https({})], { selector: { istio: "other" } }, "other")],
        ],
        ["one host of two namespaces", gateway([https({}), https({ hosts: ["shop/a.example.com"] })])],
        [
            "two gateways that share labels and no pod",
            [
                gateway([https({})]),
                gateway([https({})], { selector: narrow }, "other"),
                labelled({ istio: "ingressgateway", zone: "b" }),
            ],
        ],
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
                'mandatory: Gateway core/edge: spec.servers[0].hosts[0] is "./a.example.com", which Gateway core/other serves on port 443 too; leave it to one of them',
                'mandatory: Gateway core/other: spec.servers[0].hosts[0] is "./a.example.com", which Gateway core/edge serves on port 443 too; leave it to one of them',
            ],
        ],
        [
            "a host in two Gateways that select the same pod by different labels",
            [gateway([https({})]), gateway([https({})], { selector: narrow }, "other"), labelled(narrow)],
            [
                'mandatory: Gateway core/edge: spec.servers[0].hosts[0] is "./a.example.com", which Gateway core/other serves on port 443 too; leave it to one of them',
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
