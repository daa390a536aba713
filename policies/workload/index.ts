// As in ../index.ts: a language host without a tsconfig.json knows nothing newer than ES2020.
/// <reference lib="es2023" />
import { PolicyPack } from "@pulumi/policy";
import { rulesOf } from "../areas";
import { packOf } from "../pack";

new PolicyPack("meshwright-workload", {
    displayName: "Meshwright: workload",
    description: "Pods of an Istio mesh, and whatever keeps their traffic away from the proxy",
    tags: ["istio", "kubernetes", "zero-trust"],
    repository: "https://github.com/meshwright/meshwright",
    policies: packOf(rulesOf("workload")),
});
