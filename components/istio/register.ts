import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { objectName } from "../naming";
import { deletedAtOnce } from "./deletedAtOnce";
import { leavingWeights } from "./leavingWeights";
import {
    AuthorizationPolicy,
    Certificate,
    DestinationRule,
    EnvoyFilter,
    Gateway,
    Issuer,
    PeerAuthentication,
    PodMonitor,
    PrometheusRule,
    RequestAuthentication,
    ServiceEntry,
    ServiceMonitor,
    Sidecar,
    Telemetry,
    VirtualService,
} from "./resources";
import type { EmittedKind, Manifest } from "./types";

type Registrar = (
    name: string,
    manifest: pulumi.Inputs,
    opts: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

/** The Pulumi class of every kind `derive` may emit. The compiler asks for one entry per kind. */
const registrars: Readonly<Record<EmittedKind, Registrar>> = {
    AuthorizationPolicy: custom(AuthorizationPolicy),
    PeerAuthentication: custom(PeerAuthentication),
    RequestAuthentication: custom(RequestAuthentication),
    Gateway: custom(Gateway),
    EnvoyFilter: custom(EnvoyFilter),
    Certificate: custom(Certificate),
    Issuer: custom(Issuer),
    DestinationRule: custom(DestinationRule),
    ServiceEntry: custom(ServiceEntry),
    Sidecar: custom(Sidecar),
    VirtualService: custom(VirtualService),
    Telemetry: custom(Telemetry),
    PodMonitor: custom(PodMonitor),
    ServiceMonitor: custom(ServiceMonitor),
    PrometheusRule: custom(PrometheusRule),
    NetworkPolicy: (name, manifest, opts) => new k8s.networking.v1.NetworkPolicy(name, manifest, opts),
    ConfigMap: (name, manifest, opts) => new k8s.core.v1.ConfigMap(name, manifest, opts),
    Namespace: (name, manifest, opts) => new k8s.core.v1.Namespace(name, manifest, opts),
    Service: (name, manifest, opts) => new k8s.core.v1.Service(name, manifest, opts),
    ServiceAccount: (name, manifest, opts) => new k8s.core.v1.ServiceAccount(name, manifest, opts),
    Role: (name, manifest, opts) => new k8s.rbac.v1.Role(name, manifest, opts),
    RoleBinding: (name, manifest, opts) => new k8s.rbac.v1.RoleBinding(name, roleBindingArgs(manifest), opts),
    ClusterRole: (name, manifest, opts) => new k8s.rbac.v1.ClusterRole(name, manifest, opts),
    ClusterRoleBinding: (name, manifest, opts) =>
        new k8s.rbac.v1.ClusterRoleBinding(
            name,
            { ...roleBindingArgs(manifest), kind: "ClusterRoleBinding" },
            opts,
        ),
    PersistentVolumeClaim: (name, manifest, opts) =>
        new k8s.core.v1.PersistentVolumeClaim(name, manifest, opts),
    DaemonSet: (name, manifest, opts) => new k8s.apps.v1.DaemonSet(name, manifest, opts),
    Deployment: (name, manifest, opts) => new k8s.apps.v1.Deployment(name, manifest, opts),
    StatefulSet: (name, manifest, opts) => new k8s.apps.v1.StatefulSet(name, manifest, opts),
    Job: (name, manifest, opts) => new k8s.batch.v1.Job(name, manifest, opts),
    CronJob: (name, manifest, opts) => new k8s.batch.v1.CronJob(name, manifest, opts),
    PodDisruptionBudget: (name, manifest, opts) =>
        new k8s.policy.v1.PodDisruptionBudget(name, manifest, opts),
};

/** Its role is required by the provider's types, which plain inputs do not say. */
function roleBindingArgs({ metadata, roleRef, subjects }: pulumi.Inputs): k8s.rbac.v1.RoleBindingArgs {
    return { metadata, roleRef, subjects };
}

function custom(kind: typeof AuthorizationPolicy): Registrar {
    return (name, manifest, opts) =>
        new kind(name, { metadata: manifest["metadata"], spec: manifest["spec"] }, opts);
}

/** Registers one derived object under its contractual name. */
export function register(manifest: Manifest, opts: pulumi.CustomResourceOptions): pulumi.CustomResource {
    const registrar = registrars[manifest.kind as EmittedKind];
    if (registrar === undefined) {
        throw new Error(
            `no Pulumi class is known for kind "${manifest.kind}" (${objectName(manifest.metadata)})`,
        );
    }
    const { apiVersion: _apiVersion, kind: _kind, ...inputs } = manifest;
    const all = { ...inputs, metadata: deletedAtOnce(manifest) };
    return registrar(objectName(manifest.metadata), all, { ...opts, ...leavingWeights(manifest) });
}
