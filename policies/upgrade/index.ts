import { chdir } from "node:process";
import { PolicyPack } from "@pulumi/policy";
import { rulesOf } from "../areas";
import { packOf } from "../pack";

// The SDK reads the version of a pack where it runs, which is the folder of the program that is judged.
chdir(__dirname);

new PolicyPack("meshwright-upgrade", {
    displayName: "Meshwright: upgrade",
    description: "Control planes of an Istio mesh, their versions and revisions",
    tags: ["istio", "kubernetes", "zero-trust"],
    repository: "https://github.com/meshwright/meshwright",
    policies: packOf(rulesOf("upgrade")),
});
