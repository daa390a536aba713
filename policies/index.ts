// Over a program without a tsconfig.json the language host compiles the pack for ES2020, without strictness; this
// is the standard library the sources really use, and Node has had since long.
/// <reference lib="es2023" />
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
