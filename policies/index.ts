import { chdir } from "node:process";
import { PolicyPack } from "@pulumi/policy";
import { packOf } from "./pack";
import { rules } from "./rules";

// The SDK reads the version of a pack where it runs, which is the folder of the program that is judged.
chdir(__dirname);

new PolicyPack("meshwright", {
    displayName: "Meshwright",
    description: "Refuses a permissive Istio mesh before it reaches a cluster",
    tags: ["istio", "kubernetes", "zero-trust"],
    repository: "https://github.com/meshwright/meshwright",
    policies: packOf(rules),
});
