import { badCpu, badDirectory, badImage, badLabelValue, badMemory, badName } from "../formats";
import { badSchedule } from "../schedule";
import { anyList, type Content, mapOf, oneOf, section, text, whole } from "../shape/leaves";

export const image = text(
    "an image with a tag, such as registry.example.com/cart:1.4.2",
    "Image with the tag of one build.",
    badImage,
);
export const version = text(
    "the value of the version label, such as v1",
    "Value of the pods' `version` label. Defaults to v1.",
    badLabelValue,
);
export const replicas = whole("How many pods. Defaults to 1.", { min: 1, max: 10_000 });

const cpu = (description: string) => text("an amount of CPU such as 100m or 2", description, badCpu);
const memory = (description: string) =>
    text("an amount of memory such as 128Mi or 2Gi", description, badMemory);

export const resources = section(
    {
        cpu: cpu("CPU requested. Defaults to 100m.").optional(),
        memory: memory("Memory requested. Defaults to 128Mi.").optional(),
        cpuLimit: cpu("CPU limit. Defaults to 500m.").optional(),
        memoryLimit: memory("Memory limit. Defaults to 256Mi.").optional(),
    },
    "a map such as { cpu: 100m, memory: 128Mi }",
    "What a pod requests and may use at most.",
);

const directory = text(
    "an absolute directory such as /tmp",
    "Absolute directory in the container.",
    badDirectory,
);
const word = (description: string) => text("a text", description);

const volume = section(
    {
        name: text("the name of the volume", "Name of the volume.", badName),
        mountPath: directory,
        size: text("a size such as 10Gi", "Size of the claim.", badMemory),
    },
    "a volume such as { name: data, mountPath: /var/lib/data, size: 10Gi }",
    "A persistent volume of each pod.",
);

const probe = section(
    {
        path: text(
            "a path such as /healthz",
            "Path that answers 200 when healthy. Absent: a TCP connection is enough.",
        ).optional(),
        port: whole("Port that is probed.", { min: 1, max: 65535, code: "bad-port" }),
    },
    "a map such as { path: /healthz, port: 8080 }",
    "Start (five minutes at most), readiness and liveness.",
);

export const deployment = section(
    {
        kind: oneOf(["Deployment", "StatefulSet", "Job", "CronJob"], "Defaults to Deployment.").optional(),
        image,
        version: version.optional(),
        replicas: replicas.optional(),
        schedule: text(
            'a cron expression such as "0 3 * * *"',
            "When a CronJob runs.",
            badSchedule,
        ).optional(),
        command: anyList(
            word("A word of the command."),
            "a list of words",
            "Replaces the image's entry point.",
        ).optional(),
        args: anyList(word("An argument."), "a list of words", "Replaces the image's arguments.").optional(),
        env: mapOf(
            word("Value of the variable."),
            "a map from names to texts",
            "Environment variables; never secrets.",
        ).optional(),
        probe: probe.optional(),
        resources: resources.optional(),
        writable: anyList(
            directory,
            "a list of directories",
            "Directories the program may write to; the root is read-only.",
        ).optional(),
        volumes: anyList(
            volume,
            "a list of volumes",
            "Persistent volumes, of a StatefulSet only.",
        ).optional(),
    },
    "a deployment with at least an image",
    "How this program runs the workload, where a stack says `deploy: true`.",
);
export type RawDeployment = Content<typeof deployment>;
