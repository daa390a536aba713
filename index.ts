import { clusterProvider } from "./clusterProvider";
import { ControlPlane, MeshNamespace, MeshPolicy } from "./components";
import { namespaceComponentName } from "./components/naming";
import { loadProgram } from "./program";
import { ownsNamespace, ownsPlatform } from "./scope";

const { settings, target, graph, derived } = loadProgram();
const providers = [clusterProvider(settings.cluster)];

const controlPlane = ownsPlatform(settings.scope)
    ? [
          new ControlPlane(
              "control-plane",
              {
                  charts: settings.charts,
                  revisions: Object.fromEntries(settings.revisions),
                  tags: Object.fromEntries(settings.tags),
                  hub: settings.controlPlane.hub,
                  trustDomain: settings.mesh.trustDomain,
                  size: { ...settings.controlPlane, ...settings.controlPlane.resources },
                  rootNamespace: target.rootNamespace,
              },
              { providers },
          ),
      ]
    : [];

const namespaces = [...derived.namespaces]
    .filter(([namespace]) => ownsNamespace(settings.scope, namespace))
    .map(
        ([namespace, manifests]) =>
            new MeshNamespace(
                namespaceComponentName(namespace),
                { namespace, manifests },
                // Every custom resource waits for answering webhooks; see docs/adr/0002.
                { providers, dependsOn: controlPlane },
            ),
    );

if (ownsPlatform(settings.scope) && derived.platform.length > 0) {
    // After every namespace's ALLOWs, or the mesh-wide deny would cut declared calls.
    const dependsOn = [...controlPlane, ...namespaces];
    new MeshPolicy("mesh-policy", { manifests: derived.platform }, { providers, dependsOn });
}

export const environment = settings.environment;
export const revisions = Object.fromEntries(
    [...settings.revisions].map(([name, { version }]) => [name, version]),
);
export const tags = Object.fromEntries(settings.tags);
export const stages = Object.fromEntries([...graph.namespaces].map(([name, { stage }]) => [name, stage]));
export const exceptions = settings.exceptions;
