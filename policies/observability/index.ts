import { chdir } from "node:process";
import { PolicyPack } from "@pulumi/policy";
import { rulesOf } from "../areas";
import { packOf } from "../pack";

// The SDK reads the version of a pack where it runs, which is the folder of the program that is judged.
chdir(__dirname);

new PolicyPack("meshwright-observability", {
    displayName: "Meshwright: observability",
    description: "What is written down about requests in an Istio mesh",
    tags: ["istio", "kubernetes", "zero-trust"],
    repository: "https://github.com/meshwright/meshwright",
    policies: packOf(rulesOf("observability")),
});
