// A control plane with a removal guard, and nothing that uses it. What it declares is in GUARDED, as JSON.
import * as k8s from "@pulumi/kubernetes";
import { ControlPlane, type ControlPlaneArgs, removalGuard } from "../../../../components/index";

interface Declared extends Pick<ControlPlaneArgs, "revisions" | "tags"> {
    readonly charts: string;
    readonly removals: Readonly<Record<string, { readonly reason: string; readonly until: string }>>;
}

const { charts, revisions, tags, removals } = JSON.parse(process.env["GUARDED"] ?? "{}") as Declared;
const provider = new k8s.Provider("cluster", {});
const guard = removalGuard({ removals: new Map(Object.entries(removals)) });

new ControlPlane(
    "control-plane",
    {
        charts: { kind: "folder", path: charts },
        revisions,
        tags,
        hub: "docker.io/istio",
        trustDomain: "cluster.local",
        size: { replicas: 1, maxReplicas: 1, cpu: "100m", memory: "128Mi" },
        rootNamespace: "istio-system",
    },
    { providers: [provider], guard },
);
