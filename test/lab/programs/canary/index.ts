// One VirtualService whose weights a progressive-delivery controller writes, registered as the program does it.
import * as k8s from "@pulumi/kubernetes";
import { register } from "../../../../components/istio/register";

const host = "canary.users.svc.cluster.local";
const provider = new k8s.Provider("cluster", {});

register(
    {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: {
            name: "canary",
            namespace: "users",
            annotations: { "meshwright.io/external-weights": host },
        },
        spec: {
            hosts: [host],
            gateways: ["mesh"],
            exportTo: ["."],
            http: [
                {
                    name: "default",
                    route: [
                        { destination: { host, subset: "v1" }, weight: 100 },
                        { destination: { host, subset: "v2" }, weight: 0 },
                    ],
                    timeout: process.env["CANARY_TIMEOUT"] ?? "15s",
                    retries: { attempts: 0 },
                },
            ],
        },
    },
    { provider },
);
