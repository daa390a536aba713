import { type Case, gone } from "./example";

export const deploymentCases: readonly Case[] = [
    {
        title: "an image without a tag",
        change: { "shop/workloads/web/deployment/image": "registry.example.com:5000/web" },
        codes: ["bad-image"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.image: "registry.example.com:5000/web" has no tag; add the tag of one build, such as ":1.4.2"`,
        ],
    },
    {
        title: "the latest image",
        change: { "shop/workloads/web/deployment/image": "registry.example.com/web:latest" },
        codes: ["bad-image"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.image: "registry.example.com/web:latest" changes under its name; write the tag of one build, such as ":1.4.2"`,
        ],
    },
    {
        title: "an image that is none",
        change: { "shop/workloads/web/deployment/image": "Web Server" },
        codes: ["bad-image"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.image: "Web Server" is not an image; write registry/repository:tag`,
        ],
    },
    {
        title: "a cron job without a schedule",
        change: { "shop/workloads/nightly/deployment/schedule": gone },
        codes: ["schedule-missing"],
        says: [
            `catalog/shop.yaml: workloads.nightly.deployment.schedule: missing; a CronJob needs one, such as "0 3 * * *"`,
        ],
    },
    {
        title: "a schedule elsewhere",
        change: { "shop/workloads/web/deployment/schedule": "0 3 * * *" },
        codes: ["schedule-elsewhere"],
        says: [
            "catalog/shop.yaml: workloads.web.deployment.schedule: only a CronJob has a schedule, this is a Deployment; remove it or make the kind CronJob",
        ],
    },
    {
        title: "a schedule that is none",
        change: { "shop/workloads/nightly/deployment/schedule": "every night" },
        codes: ["bad-schedule"],
        says: [
            `catalog/shop.yaml: workloads.nightly.deployment.schedule: "every night" is not a cron expression; write five fields, such as "0 3 * * *"`,
        ],
    },
    {
        title: "volumes elsewhere",
        change: {
            "shop/workloads/web/deployment/volumes": [{ name: "data", mountPath: "/data", size: "1Gi" }],
        },
        codes: ["volumes-elsewhere"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.volumes: only a StatefulSet has volumes, this is a Deployment; use "writable" for scratch space`,
        ],
    },
    {
        title: "replicas of a job",
        change: { "shop/workloads/nightly/deployment/replicas": 2 },
        codes: ["replicas-of-job"],
        says: [
            "catalog/shop.yaml: workloads.nightly.deployment.replicas: a CronJob runs one pod to its end; remove replicas",
        ],
    },
    {
        title: "a job that serves",
        change: { "shop/workloads/web/deployment/kind": "Job", "shop/workloads/web/deployment/probe": gone },
        codes: ["job-as-server"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.kind: a Job ends, so it cannot serve "web"; make it a Deployment or StatefulSet`,
        ],
    },
    {
        title: "a probe of a job",
        change: { "shop/workloads/nightly/deployment/probe": { port: 80 } },
        codes: ["probe-elsewhere"],
        says: [
            "catalog/shop.yaml: workloads.nightly.deployment.probe: a CronJob is watched until it ends, not probed; remove it",
        ],
    },
    {
        title: "a server without a probe",
        change: { "shop/workloads/web/deployment/probe": gone },
        codes: ["probe-missing"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.probe: missing; it serves "web", so write one, such as { path: /healthz, port: 8080 }`,
        ],
    },
    {
        title: "a probe of a port of the sidecar",
        change: { "shop/workloads/web/deployment/probe/port": 15021 },
        codes: ["reserved-port"],
        says: [
            "catalog/shop.yaml: workloads.web.deployment.probe.port: 15021 is among the ports the sidecar itself listens on (15000 to 15090); let the program listen on another",
        ],
    },
    {
        title: "a probe of a prefix",
        change: { "shop/workloads/web/deployment/probe/path": "/health/*" },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.probe.path: the path "/health/*" is a prefix; write the one path to ask`,
        ],
    },
    {
        title: "a CPU amount that is none",
        change: { "shop/workloads/web/deployment/resources": { cpu: "100 m" } },
        codes: ["bad-quantity"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.resources.cpu: "100 m" is not an amount of CPU; write "100m", "0.5" or "2"`,
        ],
    },
    {
        title: "a memory amount in milli",
        change: { "shop/workloads/web/deployment/resources": { memory: "128m" } },
        codes: ["bad-quantity"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.resources.memory: "128m" is not an amount of memory; write "128Mi" or "2Gi"`,
        ],
    },
    {
        title: "a CPU limit below the request",
        change: { "shop/workloads/web/deployment/resources": { cpu: "2", cpuLimit: "500m" } },
        codes: ["limit-below-request"],
        says: [
            "catalog/shop.yaml: workloads.web.deployment.resources.cpuLimit: the CPU limit 500m is below the request of 2; raise the limit or lower the request",
        ],
    },
    {
        title: "a memory limit below the request",
        change: { "shop/workloads/web/deployment/resources": { memory: "1Gi" } },
        codes: ["limit-below-request"],
        says: [
            "catalog/shop.yaml: workloads.web.deployment.resources.memoryLimit: the memory limit 256Mi is below the request of 1Gi; raise the limit or lower the request",
        ],
    },
    {
        title: "a relative directory",
        change: { "shop/workloads/web/deployment/writable": ["tmp"] },
        codes: ["bad-directory"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.writable[0]: "tmp" is not an absolute directory; write it as in "/var/lib/data"`,
        ],
    },
    {
        title: "a directory that climbs",
        change: { "shop/workloads/web/deployment/writable": ["/tmp/../etc"] },
        codes: ["bad-directory"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.writable[0]: "/tmp/../etc" is not an absolute directory; write it as in "/var/lib/data"`,
        ],
    },
    {
        title: "a variable with a dash",
        change: { "shop/workloads/web/deployment/env": { "LOG-LEVEL": "info" } },
        codes: ["bad-variable"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.env.LOG-LEVEL: "LOG-LEVEL" is not a variable name; use letters, digits and "_", not starting with a digit`,
        ],
    },
    {
        title: "a variable that is a number",
        change: { "shop/workloads/web/deployment/env": { PORT: 8080 } },
        codes: ["wrong-type"],
        says: [
            "catalog/shop.yaml: workloads.web.deployment.env.PORT: must be a text, got the number 8080; put it in quotes if it is meant as text",
        ],
    },
    {
        title: "a version that is no label",
        change: { "shop/workloads/web/deployment/version": "v1!" },
        codes: ["bad-label"],
        says: [
            `catalog/shop.yaml: workloads.web.deployment.version: "v1!" is not a label value; use letters, digits, "-", "_" and ".", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "no replicas",
        change: { "shop/workloads/web/deployment/replicas": 0 },
        codes: ["out-of-range"],
        says: [
            "catalog/shop.yaml: workloads.web.deployment.replicas: must be a whole number from 1 to 10000, got 0",
        ],
    },
    {
        title: "a volume twice",
        change: {
            "shop/workloads/ledger/deployment/volumes/1": { name: "data", mountPath: "/other", size: "1Gi" },
        },
        codes: ["duplicate-volume"],
        says: [
            `catalog/shop.yaml: workloads.ledger.deployment.volumes[1].name: the volume "data" is there twice; remove one or rename it`,
        ],
    },
    {
        title: "a directory mounted twice",
        change: {
            "shop/workloads/ledger/deployment/volumes/1": {
                name: "more",
                mountPath: "/var/lib/ledger",
                size: "1Gi",
            },
        },
        codes: ["duplicate-mount"],
        says: [
            `catalog/shop.yaml: workloads.ledger.deployment.volumes[1].mountPath: "/var/lib/ledger" is mounted twice; give each volume its own directory`,
        ],
    },
];
