import { chdir } from "node:process";
import { PolicyPack } from "@pulumi/policy";
import { rulesOf } from "../areas";
import { packOf } from "../pack";

// The SDK reads the version of a pack where it runs, which is the folder of the program that is judged.
chdir(__dirname);

new PolicyPack("meshwright-traffic", {
    displayName: "Meshwright: traffic",
    description: "What comes into an Istio mesh, goes out of it and where it goes",
    tags: ["istio", "kubernetes", "zero-trust"],
    repository: "https://github.com/meshwright/meshwright",
    policies: packOf(rulesOf("traffic")),
});
