import { images } from "./images";
import { type ChartValues, foldLayers, type Layer } from "./layers";

export interface CniInputs {
    readonly version: string;
    /** Registry of Istio's images. */
    readonly hub: string;
}

/** Values of the cni chart: what it does, then size, then images, then what cannot be configured away. */
export function cniValues({ version, hub }: CniInputs): ChartValues {
    return foldLayers([redirection, size, images(version, hub), hardening]);
}

/**
 * Redirection for sidecars alone. A pod that started before its node's agent was there has none, and its validation
 * container keeps it from starting: it is repaired in place, which needs no right to label or delete pods.
 */
const redirection: Layer = {
    name: "redirection",
    values: {
        provider: "default",
        chained: true,
        ambient: { enabled: false },
        repair: { enabled: true, repairPods: true, labelPods: false, deletePods: false },
    },
};

/**
 * Without limits the agent would size its heap and its threads by the whole node (GOMEMLIMIT, GOMAXPROCS). While it is
 * replaced no pod of that node can start, so nodes are taken one by one.
 */
const size: Layer = {
    name: "size",
    values: {
        resources: {
            requests: { cpu: "100m", memory: "100Mi" },
            limits: { cpu: "1", memory: "512Mi" },
        },
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
    },
};

/**
 * The agent runs as root with five capabilities and no others, and without AppArmor, whose profiles would keep it from
 * the network namespaces of pods; the chart decides that and nothing here can take it away. It says so by the field,
 * which every Kubernetes we support has, and not by the annotation, which is on its way out.
 */
const hardening: Layer = {
    name: "hardening",
    values: {
        seccompProfile: { type: "RuntimeDefault" },
        useAppArmorAnnotation: false,
        global: { logAsJson: true, networkPolicy: { enabled: true } },
    },
};
