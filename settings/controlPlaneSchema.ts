import { badCpu, badMemory, badTrustDomain } from "../components/graph/formats";
import { section, shown, text, whole } from "../components/graph/shape";

export const mesh = section(
    {
        trustDomain: text(
            "a trust domain such as cluster.local",
            "Trust domain of every identity. Defaults to cluster.local.",
            badTrustDomain,
        ).optional(),
    },
    "a map such as { trustDomain: cluster.local }",
    "Settings of the mesh as a whole.",
);

export const controlPlane = section(
    {
        replicas: whole("Pods of istiod at least. Defaults to 1.", { min: 1, max: 100 }).optional(),
        maxReplicas: whole("Pods of istiod at most. Defaults to 5.", { min: 1, max: 100 }).optional(),
        hub: text(
            "an image registry such as docker.io/istio",
            "Registry of Istio's images. Defaults to docker.io/istio.",
            (value) =>
                /^[a-z0-9][a-z0-9.:-]*(\/[a-z0-9._-]+)*$/.test(value)
                    ? undefined
                    : {
                          code: "bad-hub",
                          message: `${shown(value)} is not an image registry; write it without scheme and tag, as in "docker.io/istio"`,
                      },
        ).optional(),
        resources: section(
            {
                cpu: text(
                    "an amount of CPU such as 500m",
                    "CPU requested. Defaults to 500m.",
                    badCpu,
                ).optional(),
                memory: text(
                    "an amount of memory such as 2Gi",
                    "Memory requested. Defaults to 2Gi.",
                    badMemory,
                ).optional(),
            },
            "a map such as { cpu: 500m, memory: 2Gi }",
            "What istiod requests.",
        ).optional(),
    },
    "a map such as { replicas: 2 }",
    "Size and source of the control plane.",
);
