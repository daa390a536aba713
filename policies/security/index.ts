import { chdir } from "node:process";
import { PolicyPack } from "@pulumi/policy";
import { rulesOf } from "../areas";
import { packOf } from "../pack";

// The SDK reads the version of a pack where it runs, which is the folder of the program that is judged.
chdir(__dirname);

new PolicyPack("meshwright-security", {
    displayName: "Meshwright: security",
    description: "Who may call whom in an Istio mesh, and who they are",
    tags: ["istio", "kubernetes", "zero-trust"],
    repository: "https://github.com/meshwright/meshwright",
    policies: packOf(rulesOf("security")),
});
