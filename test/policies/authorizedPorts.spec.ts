import { disallowRequestFieldsOnTcp } from "../../policies/security/disallowRequestFieldsOnTcp";
import { requireTargetPorts } from "../../policies/security/requireTargetPorts";
import { requireWaypointsForRequests } from "../../policies/security/requireWaypointsForRequests";
import {
    allowTo,
    caller,
    deny,
    denyTo,
    issuer,
    joined,
    requestAuthentication,
    service,
} from "./accessObjects";
import { unknown } from "./crossguard";
import { authorizationPolicy, deployment, namespace, podTemplate } from "./objects";
import { judges } from "./tables";

const web = { port: 80, targetPort: 8080, name: "http" };
const named = { port: 80, targetPort: "web", name: "http" };
const containers = [{ name: "orders", ports: [{ name: "web", containerPort: 8080 }] }];

judges(requireTargetPorts, {
    accepts: [
        ["the port of the pod", [allowTo({ ports: ["8080"] }), service([web]), joined()]],
        ["a Service of the same port", [allowTo({ ports: ["80"] }), service([{ port: 80 }]), joined()]],
        ["pods of another stack", [allowTo({ ports: ["80"] }), service([web])]],
        [
            "a Service whose selector is not known",
            [allowTo({ ports: ["80"] }), service([web], { selector: unknown }), joined()],
        ],
        [
            "a port that is not known",
            [allowTo({ ports: [unknown] }), service([{ port: unknown, targetPort: unknown }]), joined()],
        ],
        [
            "a port another container listens on",
            [
                allowTo({ ports: ["80"] }),
                service([web]),
                joined({ containers: [{ ports: [{ containerPort: 80 }] }] }),
            ],
        ],
    ],
    refuses: [
        [
            "the port of the Service",
            [allowTo({ ports: ["80"] }), service([web]), joined()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.ports[0] is "80", the port of the Service, and the pod listens on 8080: the rule never matches; name "8080"',
            ],
        ],
        [
            "the port of the Service, by the name of the pod's",
            [denyTo({ notPorts: ["80"] }), service([named]), joined({ containers })],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.notPorts[0] is "80", the port of the Service, and the pod listens on 8080: the rule never matches; name "8080"',
            ],
        ],
    ],
});

const mixed = service([web, { port: 5432, name: "tcp-sql" }]);
judges(disallowRequestFieldsOnTcp, {
    accepts: [
        ["a DENY for the HTTP port", [denyTo({ paths: ["/a"], ports: ["8080"] }), mixed, joined()]],
        ["a DENY by callers", [deny({ from: [caller] }), mixed, joined()]],
        ["an ALLOW for every port", [allowTo({ paths: ["/a"] }), mixed, joined()]],
        [
            "a gateway, which ends the TLS of its port",
            [
                allowTo({ methods: ["GET"], ports: ["443"] }),
                service([{ port: 443, name: "https" }]),
                joined({ containers: [{ name: "istio-proxy", image: "auto" }] }),
            ],
        ],
        ["a DENY by callers and paths", [deny({ from: [caller], to: [{ operation: { paths: ["/a"] } }] })]],
        ["fields that are not known", [denyTo(unknown)]],
    ],
    refuses: [
        [
            "a DENY that reaches a TCP port",
            [denyTo({ paths: ["/a"] }), mixed, joined()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/a"], so every connection to the TCP port 5432 is denied; name the HTTP ports in to.operation.ports',
            ],
        ],
        [
            "a DENY for the TCP port",
            [denyTo({ methods: ["GET"], ports: ["5432"] }), mixed, joined()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.ports[0] is "5432", a port that speaks no HTTP for Istio, so every connection to it is denied; leave it out, or go by callers alone there',
            ],
        ],
        [
            "an ALLOW for the TCP port",
            [allowTo({ methods: ["GET"], ports: ["5432"] }), mixed, joined()],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.ports[0] is "5432", a port that speaks no HTTP for Istio, so the rule never matches; leave it out, or go by callers alone there',
            ],
        ],
        [
            "a DENY of tokens for the TCP port",
            [deny({ from: [{ source: { notRequestPrincipals: ["*"] } }] }), mixed, joined()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.notRequestPrincipals is ["*"], so every connection to the TCP port 5432 is denied; name the HTTP ports in to.operation.ports',
            ],
        ],
        [
            "a DENY by paths alone",
            denyTo({ paths: ["/a"] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/a"], and nothing else narrows the rule, so it denies all of every TCP port; name the HTTP ports in to.operation.ports',
            ],
        ],
        [
            "a DENY by a header alone",
            deny({ when: [{ key: "request.headers[a]", values: ["b"] }] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].when[0].key is "request.headers[a]", and nothing else narrows the rule, so it denies all of every TCP port; name the HTTP ports in to.operation.ports',
            ],
        ],
    ],
});

const ambient = (labels: object = {}) =>
    namespace("core", { "istio.io/dataplane-mode": "ambient", ...labels });
const targeted = (kind: string) =>
    authorizationPolicy({
        targetRefs: [{ kind, name: "orders" }],
        rules: [{ from: [caller], to: [{ operation: { paths: ["/a"] } }] }],
    });
const pods = deployment(podTemplate());
judges(requireWaypointsForRequests, {
    accepts: [
        [
            "a namespace with sidecars",
            [allowTo({ paths: ["/a"] }), namespace("core", { "istio-injection": "enabled" })],
        ],
        ["a policy about connections", [allowTo({ ports: ["8080"] }), ambient()]],
        [
            "a Service behind the namespace's waypoint",
            [targeted("Service"), ambient({ "istio.io/use-waypoint": "waypoint" })],
        ],
        ["a waypoint itself", [targeted("Gateway"), ambient(), service([]), pods]],
        [
            "a Service behind a waypoint of its own, and its pods",
            [
                targeted("Service"),
                ambient(),
                service([], {}, { labels: { "istio.io/use-waypoint": "own" } }),
                pods,
            ],
        ],
        ["a namespace of another stack", allowTo({ paths: ["/a"] })],
    ],
    refuses: [
        [
            "a selector for paths",
            [allowTo({ paths: ["/a"] }), ambient()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.selector.matchLabels is {"app":"orders"}, which a waypoint ignores, and ztunnel sees no requests; name the Service or Gateway in targetRefs instead',
            ],
        ],
        [
            "paths for the whole namespace",
            [authorizationPolicy({ rules: [{ to: [{ operation: { paths: ["/a"] } }] }] }), ambient()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/a"], which a waypoint ignores, and ztunnel sees no requests; name the Service or Gateway in targetRefs instead',
            ],
        ],
        [
            "pods that no waypoint stands before",
            [targeted("Service"), ambient(), service([]), pods],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/a"], and neither core nor, for all this stack says, a Service of it uses a waypoint; set istio.io/use-waypoint',
                'advisory: Deployment core/orders: spec.template.metadata.labels is {"app":"orders"}, by which AuthorizationPolicy core/orders is for the pod, which no waypoint stands before; set istio.io/use-waypoint for its Service or namespace',
            ],
        ],
        [
            "tokens by a selector",
            [requestAuthentication([issuer]), ambient()],
            [
                'mandatory: RequestAuthentication core/orders: spec.selector.matchLabels is {"app":"orders"}, which a waypoint ignores, and ztunnel sees no requests; name the Service or Gateway in targetRefs instead',
            ],
        ],
        [
            "a Service without waypoint",
            [targeted("Service"), ambient()],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/a"], and neither core nor, for all this stack says, a Service of it uses a waypoint; set istio.io/use-waypoint',
            ],
        ],
    ],
});
