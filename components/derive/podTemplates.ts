import type { Service } from "../graph/model";
import type { Container, PodSpec, PodTemplate, Probe } from "../istio/workloadTypes";
import { type Deployed, podLabels } from "./deployed";
import { ascending, byCodeUnits } from "./order";

/**
 * Nobody in particular, and never 1337: that is the proxy's own user, whose traffic the redirection rules let
 * through, so an application running as it would bypass its sidecar (IST0144).
 */
const user = 10001;

const unprivileged: PodSpec["securityContext"] = {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    seccompProfile: { type: "RuntimeDefault" },
};

const confined: Container["securityContext"] = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
};

/**
 * The pod of a workload, hardened to the `restricted` level: not root, nothing writable but what it declares,
 * no capability, no API token. Its proxy is not here: the namespace's label has it injected.
 */
export function podTemplate(
    deployed: Deployed,
    services: readonly Service[] | undefined,
    restartPolicy?: "Never",
): PodTemplate {
    const { workload, deployment } = deployed;
    const writable = [...deployment.writable].sort(byCodeUnits);
    return {
        metadata: { labels: podLabels(deployed) },
        spec: {
            serviceAccountName: workload.serviceAccount,
            automountServiceAccountToken: false,
            ...(restartPolicy === undefined ? {} : { restartPolicy }),
            terminationGracePeriodSeconds: 30,
            securityContext: unprivileged,
            containers: [container(deployed, services ?? [], writable)],
            ...volumes(deployment, writable),
        },
    };
}

function container(
    { workload, deployment }: Deployed,
    services: readonly Service[],
    writable: readonly string[],
): Container {
    const { command, args, resources } = deployment;
    const env = Object.entries(deployment.env).sort(([left], [right]) => byCodeUnits(left, right));
    const ports = new Set(services.flatMap((service) => service.ports.map((port) => port.targetPort)));
    const mounts = [
        ...deployment.volumes.map(({ name, mountPath }) => ({ name, mountPath })),
        ...writable.map((mountPath, at) => ({ name: writableName(at), mountPath })),
        ...(deployment.files === undefined
            ? []
            : [{ name: filesName, mountPath: deployment.files.mountPath }]),
    ];
    return {
        name: workload.name,
        image: deployment.image,
        ...(command === undefined ? {} : { command }),
        ...(args === undefined ? {} : { args }),
        ...(env.length === 0 ? {} : { env: env.map(([name, value]) => ({ name, value })) }),
        ...(ports.size === 0
            ? {}
            : { ports: [...ports].sort(ascending).map((containerPort) => ({ containerPort })) }),
        ...probes(deployment.probe),
        resources: {
            requests: { cpu: resources.cpu, memory: resources.memory },
            limits: { cpu: resources.cpuLimit, memory: resources.memoryLimit },
        },
        securityContext: confined,
        ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    };
}

/**
 * Five minutes to start, as a pod that loads a model may need: without a startup probe liveness would restart it
 * halfway, for ever. Then ready after one answer, and restarted only after half a minute without any: a slow pod
 * should lose its traffic before it loses its life. The injector rewrites all three to the proxy's agent, so STRICT
 * does not fail them.
 */
function probes(
    probe: Deployed["deployment"]["probe"],
): { startupProbe: Probe; readinessProbe: Probe; livenessProbe: Probe } | undefined {
    if (probe === undefined) {
        return undefined;
    }
    const { path, port } = probe;
    const check = path === undefined ? { tcpSocket: { port } } : { httpGet: { path, port } };
    return {
        startupProbe: { ...check, periodSeconds: 5, failureThreshold: 60 },
        readinessProbe: { ...check, periodSeconds: 5, failureThreshold: 2 },
        livenessProbe: { ...check, periodSeconds: 10, failureThreshold: 3 },
    };
}

function volumes({ files }: Deployed["deployment"], writable: readonly string[]): Pick<PodSpec, "volumes"> {
    const all = [
        ...writable.map((_, at) => ({ name: writableName(at), emptyDir: {} })),
        ...(files === undefined ? [] : [{ name: filesName, configMap: { name: files.configMap } }]),
    ];
    return all.length === 0 ? {} : { volumes: all };
}

const filesName = "files";

function writableName(at: number): string {
    return `writable-${at}`;
}
