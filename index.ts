import { clusterProvider } from "./clusterProvider";
import { externalInventory } from "./components/graph";
import {
    CertManager,
    ControlPlane,
    IstioCni,
    MeshNamespace,
    MeshPolicy,
    ObservabilityStack,
    RateLimitService,
    removalGuard,
} from "./components/index";
import {
    certManagerRelease,
    cniRelease,
    namespaceComponentName,
    observabilityStackName,
    rateLimitServiceName,
} from "./components/naming";
import { OpenFirst } from "./components/openFirst";
import { leavesNoMesh, removalOfEverything, startsWithoutProxies } from "./components/revisions";
import { meshGateways, namespacesBehind, publicUrls } from "./gateways";
import { loadProgram } from "./program";
import { ownsNamespace, ownsPlatform, runsControlPlane } from "./scope";
import { userInterfaces } from "./userInterfaces";

const mesh = loadProgram();
const { settings, target, graph, derived } = mesh;
const providers = [clusterProvider(settings.cluster)];
// Always, and before anything else: the engine looks for its hooks also when what they guard has left the program.
const guard = removalGuard({
    kubeconfig: settings.cluster.kubeconfig,
    context: settings.cluster.context,
    removals: settings.removals,
    everything: removalOfEverything(settings.rollback),
});

const controlPlane = runsControlPlane(settings)
    ? [
          new ControlPlane(
              "control-plane",
              {
                  charts: settings.charts,
                  revisions: Object.fromEntries(settings.revisions),
                  tags: Object.fromEntries(settings.tags),
                  hub: settings.controlPlane.hub,
                  trustDomain: settings.mesh.trustDomain,
                  size: {
                      replicas: settings.controlPlane.replicas,
                      maxReplicas: settings.controlPlane.maxReplicas,
                      ...settings.controlPlane.resources,
                  },
                  rootNamespace: target.rootNamespace,
                  extensionProviders: [...derived.extensionProviders],
                  ...(derived.proxyStats === undefined
                      ? {}
                      : {
                            proxyStats: {
                                inclusionRegexps: [...derived.proxyStats.inclusionRegexps],
                            },
                        }),
                  retired: [...settings.retired],
                  cni: settings.cni !== undefined,
              },
              { providers, guard },
          ),
      ]
    : [];

// After the control planes, which it must not be ahead of, and before any pod: one that starts without its node's
// agent has no redirection, and waits to be repaired.
const cni =
    runsControlPlane(settings) && settings.cni !== undefined
        ? [
              new IstioCni(
                  cniRelease,
                  { ...settings.cni, charts: settings.charts, hub: settings.controlPlane.hub },
                  { providers, dependsOn: controlPlane },
              ),
          ]
        : [];
const istio = [...controlPlane, ...cni];

const certManager =
    ownsPlatform(settings.scope) && graph.platform.certManager?.install
        ? [new CertManager(certManagerRelease, graph.platform.certManager, { providers })]
        : [];

// Before the proxies that ask it: until it answers they count nothing.
const limits = graph.platform.rateLimitService;
const rateLimits =
    ownsPlatform(settings.scope) && limits !== undefined
        ? [
              new RateLimitService(
                  rateLimitServiceName,
                  { namespace: limits.namespace, manifests: [...derived.rateLimitService] },
                  { providers, dependsOn: istio },
              ),
          ]
        : [];

// Beside the mesh and not before it: what nobody watches runs all the same.
const watched = graph.platform.observability;
const observability =
    ownsPlatform(settings.scope) && watched !== undefined
        ? [
              new ObservabilityStack(
                  observabilityStackName,
                  {
                      namespace: watched.namespace,
                      manifests: [...derived.observability],
                      ...(watched.grafana.mode === "install"
                          ? { grafanaAdmin: { user: watched.grafana.adminUser } }
                          : {}),
                      kiali: watched.kiali.mode === "install",
                  },
                  { providers, dependsOn: istio },
              ),
          ]
        : [];

// The way out stands before those who are sent through it.
const egress = meshGateways(mesh, "egress", () => ({
    providers,
    dependsOn: [...istio, ...certManager],
}));

// Pods that start without a proxy wait until every namespace takes plain text.
const openFirst = startsWithoutProxies(settings.rollback) ? new OpenFirst() : undefined;
const namespaces = new Map(
    [...derived.namespaces]
        .filter(([namespace]) => ownsNamespace(settings.scope, namespace))
        .map(([namespace, manifests]) => [
            namespace,
            new MeshNamespace(
                namespaceComponentName(namespace),
                { namespace, manifests: [...manifests] },
                {
                    providers,
                    // Every custom resource waits for answering webhooks; see docs/adr/0002.
                    dependsOn: [...istio, ...rateLimits, ...egress.values()],
                    ...(openFirst === undefined ? {} : { openFirst }),
                },
            ),
        ]),
);

openFirst?.complete();

// The ways in come after the servers they lead to: those must already accept the gateway's identity.
const ingress = meshGateways(mesh, "ingress", (gateway) => {
    const behind = namespacesBehind(gateway, graph);
    const servers = [...namespaces].filter(([name]) => behind.has(name)).map(([, each]) => each);
    return { providers, dependsOn: [...istio, ...certManager, ...rateLimits, ...servers] };
});

if (ownsPlatform(settings.scope) && derived.platform.length > 0) {
    // After every namespace's ALLOWs, or the mesh-wide deny would cut declared calls.
    const dependsOn = [
        ...istio,
        ...rateLimits,
        ...observability,
        ...namespaces.values(),
        ...egress.values(),
        ...ingress.values(),
    ];
    new MeshPolicy("mesh-policy", { manifests: [...derived.platform] }, { providers, dependsOn });
}

export const environment = settings.environment;
export const revisions = Object.fromEntries(
    [...(leavesNoMesh(settings.rollback) ? [] : settings.revisions)].map(([name, { version }]) => [
        name,
        version,
    ]),
);
export const tags = Object.fromEntries(leavesNoMesh(settings.rollback) ? [] : settings.tags);
export const stages = Object.fromEntries([...graph.namespaces].map(([name, { stage }]) => [name, stage]));
export const exceptions = settings.exceptions;
/** Why the stack is taken back, how far and until when; `none` while it is not. */
export const rollback = settings.rollback ?? "none";
/** Hosts outside that may be reached (EGR-08). */
export const externals = externalInventory(graph);
/** Where clients reach each way in: the address that public names must lead to. */
export const gateways = Object.fromEntries([...ingress].map(([name, { address }]) => [name, address]));
export const urls = publicUrls(graph);
/** Where Grafana, Jaeger, Prometheus and their like are looked at: an address, or the command that forwards a port. */
export const interfaces = userInterfaces(graph);
