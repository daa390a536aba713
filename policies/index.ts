import { PolicyPack } from "@pulumi/policy";
import { policies } from "./pack";

new PolicyPack("meshwright", {
    displayName: "Meshwright",
    description: "Refuses a permissive Istio mesh before it reaches a cluster",
    tags: ["istio", "kubernetes", "zero-trust"],
    repository: "https://github.com/meshwright/meshwright",
    policies,
});
