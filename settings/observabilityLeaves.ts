import { badLabelValue, badName } from "../components/graph/formats";
import { resources } from "../components/graph/sections/deployment";
import { flag, mapOf, oneOf, text, whole } from "../components/graph/shape";
import { badEndpointHost, badRetention } from "./observabilityFormats";

/** Words that several parts of the observability stack have in common. */

export const mode = oneOf(
    ["install", "existing", "off"],
    "Whether this program installs it, wires up one that exists, or leaves it out. Defaults to install.",
).optional();

export const installed = { resources: resources.optional() };

export const disk = {
    size: text("a size such as 10Gi", "Size of its disk. Defaults by scale.", badSize).optional(),
    storageClass: text(
        "the name of a storage class",
        "Class of its disk. Defaults to the cluster's own.",
        badStorageClass,
    ).optional(),
};

export const endpoint = {
    host: text(
        "a host such as prometheus.monitoring.svc.cluster.local",
        "Where the existing one is: the whole name of a Service, or a host outside.",
        badEndpointHost,
    ).optional(),
    port: whole("Port of the existing one.", { min: 1, max: 65535, code: "bad-port" }).optional(),
    tls: flag("Whether the existing one speaks TLS. Defaults to false.").optional(),
};

export const retention = (description: string) =>
    text("a time such as 48h or 15d", description, badRetention).optional();

export const secret = (description: string) => text("the name of a Secret", description, badName);

export const namespace = (description: string) =>
    text("the name of a namespace", description, badName).optional();

export const labelMap = (description: string) =>
    mapOf(
        text("a label value", "Value of the label.", badLabelValue),
        "a map such as { release: prometheus }",
        description,
    ).optional();

function badSize(value: string) {
    return /^[1-9]\d{0,5}(Mi|Gi|Ti)$/.test(value)
        ? undefined
        : {
              code: "bad-quantity",
              message: `${JSON.stringify(value.slice(0, 60))} is not a size; write "10Gi"`,
          };
}

function badStorageClass(value: string) {
    return badName(value.replaceAll(".", "-"), 253);
}
