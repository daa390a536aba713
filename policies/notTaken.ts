/** A clause of the catalogue that a rule leaves out, and why. */
export interface NotTaken {
    /** Of the rule that has the rest. */
    readonly id: string;
    readonly clause: string;
    readonly why: string;
}

/** What could have been asked and is not: it would be right for some and wrong for many, or no preview can see it. */
export const notTaken: readonly NotTaken[] = [
    {
        id: "A-10",
        clause: "IPv6 addresses and whole namespaces where only pods call",
        why: "pods have IPv6 addresses of the internet too, and a whole namespace may hold a gateway of another stack",
    },
    {
        id: "A-21",
        clause: "one trust domain for several clusters on one network",
        why: "nothing in a stack shows such a mesh; networks are what its configuration names",
    },
    {
        id: "C-09",
        clause: "`PILOT_SCOPE_GATEWAY_TO_NAMESPACE` that is not set",
        why: "it would refuse every mesh with one gateway for all teams; what it would forbid is told of at each Gateway that does it",
    },
    {
        id: "C-10",
        clause: "a load balancer without `loadBalancerSourceRanges`",
        why: "a gateway for the public is there for every address, so it would be told of nearly every one, and firewalls before it are in no stack",
    },
    {
        id: "C-13",
        clause: "`numTrustedProxies` that is not the number of proxies",
        why: "how many stand before a gateway is in no stack; that it counts any where policies go by addresses is A-10",
    },
    {
        id: "C-13",
        clause: "routes that do not take `x-envoy-*` and `X-Forwarded-For` out",
        why: "at gateways istiod sets `use_remote_address`, with which Envoy takes the first out and believes nothing of the second; only a patch, which is told of, undoes it",
    },
    {
        id: "D-06",
        clause: "Services without `networking.istio.io/exportTo`, and a mesh without `defaultServiceExportTo`",
        why: "a Service is made to be called, and nearly none has the annotation; what each sidecar carries of them is D-07",
    },
    {
        id: "F-04",
        clause: "no seccomp profile for proxies",
        why: "kubelets set RuntimeDefault where `seccompDefault` is on, which no stack shows",
    },
    {
        id: "F-04",
        clause: "a `variant` that is not set",
        why: "which image that is depends on `global.hub` and the release; a debug image that is asked for is refused",
    },
    {
        id: "F-04",
        clause: "`pilot.cni.enabled` that is not set",
        why: "in a cluster where istio-cni cannot be installed it is right; one that is turned off by name is told of",
    },
    {
        id: "F-05",
        clause: "images of another registry than Istio's without a digest",
        why: "mirrors are what careful clusters use, and a tag of a release in one's own registry is pinned by whoever fills it",
    },
    {
        id: "F-06",
        clause: "PodDisruptionBudgets beside a Deployment, topology spread, requests",
        why: "a budget may be of another stack or chart, schedulers spread over nodes and zones by default, and the injector adds the requests of proxies",
    },
    {
        id: "F-07",
        clause: "no authority of one's own (`cacerts`)",
        why: "whoever guards its key keeps that Secret out of every stack, so it is missing from the good ones too",
    },
    {
        id: "F-07",
        clause: "no `meshMTLS.minProtocolVersion`",
        why: "the mesh speaks TLS 1.2 or newer without it, and a lower one is C-04",
    },
];
