import type { Case } from "../../graph/problems/example";

export const cniCases: readonly Case[] = [
    {
        title: "nothing about an istio-cni that follows a minor behind",
        change: { "stack/cni": { version: "1.30.5" } },
        codes: [],
        says: [],
    },
    {
        title: "an istio-cni without a version",
        change: { "stack/cni": {} },
        codes: ["missing-key"],
        says: ["meshwright:cni.version: missing; write a version such as 1.31.1"],
    },
    {
        title: "an istio-cni of a version that floats",
        change: { "stack/cni": { version: "latest" } },
        codes: ["bad-version"],
        says: [
            `meshwright:cni.version: "latest" is not an exact release; write major.minor.patch, such as "1.31.1"`,
        ],
    },
    {
        title: "an istio-cni ahead of every control plane",
        change: { "stack/cni": { version: "1.31.2" } },
        codes: ["cni-skew"],
        says: [
            "meshwright:cni.version: istio-cni 1.31.2 is newer than every control plane; it follows them, so keep it at 1.31.1 or older",
        ],
    },
    {
        title: "an istio-cni that stayed behind, and is past its end",
        change: { "stack/cni": { version: "1.29.9" } },
        codes: ["istio-end-of-life", "cni-skew"],
        says: [
            "meshwright:cni.version: Istio 1.29 gets no fixes since 2026-10-15; move to 1.31.1",
            "meshwright:cni.version: istio-cni 1.29.9 is 2 minors from the revision 1-31-1, and it works with one minor at most; move it to a version between them",
        ],
    },
    {
        title: "an istio-cni below the security floor",
        change: { "stack/cni": { version: "1.31.0" } },
        codes: ["istio-security-floor"],
        says: ["meshwright:cni.version: Istio 1.31.0 has known vulnerabilities; use 1.31.1 or a later 1.31"],
    },
    {
        title: "an istio-cni on a Kubernetes it is not tested with, as it names its control plane",
        change: { "stack/cluster": { kubernetes: "1.31" }, "stack/cni": { version: "1.31.1" } },
        codes: ["istio-kubernetes", "istio-kubernetes"],
        says: [
            "meshwright:revisions.1-31-1.version: Istio 1.31 runs on Kubernetes 1.32 to 1.36, and this cluster has 1.31; choose another Istio or move the cluster first",
            "meshwright:cni.version: Istio 1.31 runs on Kubernetes 1.32 to 1.36, and this cluster has 1.31; choose another Istio or move the cluster first",
        ],
    },
    {
        title: "an istio-cni in the namespace of the control plane",
        change: { "stack/cni": { version: "1.31.1", namespace: "istio-system" } },
        codes: ["reserved-namespace"],
        says: [
            `meshwright:cni.namespace: the namespace "istio-system" is not for services (reserved: default, istio-system, kube-*); choose one of your own`,
        ],
    },
    {
        title: "an istio-cni in a namespace that cannot be",
        change: { "stack/cni": { version: "1.31.1", namespace: "Istio_CNI" } },
        codes: ["bad-name"],
        says: [
            `meshwright:cni.namespace: "Istio_CNI" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    ...(
        [
            ["shop", "namespaces.shop", {}],
            ["istio-egress", "gateways.istio-egressgateway", {}],
            ["cert-manager", "certManager", {}],
            ["limits", "rateLimitService", { "stack/rateLimitService": { namespace: "limits" } }],
        ] as const
    ).map(
        ([namespace, owner, more]): Case => ({
            title: `an istio-cni in the namespace of ${owner}`,
            change: { ...more, "stack/cni": { version: "1.31.1", namespace } },
            codes: ["namespace-taken"],
            says: [
                `meshwright:cni.namespace: the namespace "${namespace}" is already that of meshwright:${owner}; write one of its own, such as { namespace: istio-cni-agents }`,
            ],
        }),
    ),
];
