// Over a program without a tsconfig.json the language host compiles the pack for ES2020, without strictness; this
// is the standard library the sources really use, and Node has had since long.
/// <reference lib="es2023" />
import { PolicyPack } from "@pulumi/policy";
import { packOf } from "./pack";
import { rules } from "./rules";

new PolicyPack("meshwright", {
    displayName: "Meshwright",
    description: "Refuses a permissive Istio mesh before it reaches a cluster",
    tags: ["istio", "kubernetes", "zero-trust"],
    repository: "https://github.com/meshwright/meshwright",
    policies: packOf(rules),
});
