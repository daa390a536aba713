import { badCidr } from "../components/graph/cidr";
import { badName } from "../components/graph/formats";
import { resources } from "../components/graph/sections/deployment";
import { anyList, type Content, flag, mapOf, oneOf, section, text, whole } from "../components/graph/shape";

export const sourceRanges = anyList(
    text("a range of addresses such as 203.0.113.0/24", "A range of addresses.", badCidr),
    "a list such as [203.0.113.0/24]",
    "Ranges that clients may come from. Defaults to any.",
);

const service = section(
    {
        type: oneOf(
            ["LoadBalancer", "NodePort", "ClusterIP"],
            "How it is reached from outside. Defaults to LoadBalancer.",
        ).optional(),
        annotations: mapOf(
            text("a text", "Value of the annotation."),
            "a map from names to texts",
            "Annotations of the Service: settings of a cloud's load balancer.",
        ).optional(),
        sourceRanges: sourceRanges.optional(),
    },
    "a map such as { type: LoadBalancer }",
    "The Service in front of an ingress gateway.",
);

const canary = section(
    {
        tag: text("the name of a revision tag", "Tag whose proxy the canary runs."),
        replicas: whole("Pods of the canary. Defaults to 1.", { min: 1, max: 100 }).optional(),
    },
    "a canary such as { tag: canary }",
    "Further pods behind the same Service, with the proxy of another tag.",
);

export const gateway = section(
    {
        kind: oneOf(["ingress", "egress"], "The way in, or the way out."),
        namespace: text(
            "the name of a namespace",
            "Namespace of its own. Defaults to istio-ingress or istio-egress.",
            badName,
        ).optional(),
        tag: text(
            "the name of a revision tag",
            "Tag whose proxy it runs. Defaults to the first of gateways, stable and default that is declared.",
        ).optional(),
        replicas: whole("Pods at least. Defaults to 1.", { min: 1, max: 100 }).optional(),
        maxReplicas: whole("Pods at most. Defaults to 5, or to replicas where that is more.", {
            min: 1,
            max: 100,
        }).optional(),
        canary: canary.optional(),
        resources: resources.optional(),
        service: service.optional(),
        redirectToHttps: flag(
            "Whether port 80 only sends to port 443. Defaults to true; false serves the same routes in plain text. Ingress only.",
        ).optional(),
        trustedProxies: whole(
            "Proxies in front of it that add to X-Forwarded-For. Defaults to 0. Ingress only.",
            { min: 0, max: 20 },
        ).optional(),
        port: whole("Port that sidecars reach it on. Defaults to 15444. Egress only.", {
            min: 1024,
            max: 65535,
            code: "bad-port",
        }).optional(),
    },
    "a gateway such as { kind: ingress }",
    "A gateway: its name is that of the chart's release, its Service and its identity.",
);
export type RawGateway = Content<typeof gateway>;
