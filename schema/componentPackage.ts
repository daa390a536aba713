import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentResource } from "@pulumi/pulumi";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema, type PackageSpec } from "@pulumi/pulumi/provider/experimental/schema";
import * as api from "../components/index";

export const componentsFolder = join(__dirname, "..", "components");

/**
 * The schema of the component package as the engine gets it for `pulumi package add`: from the types of the components'
 * arguments, by Pulumi's own analyser, which refuses what it cannot say in every language.
 */
export function componentPackage(): PackageSpec {
    const manifest = JSON.parse(readFileSync(join(componentsFolder, "package.json"), "utf8")) as {
        readonly name: string;
        readonly version: string;
        readonly description: string;
    };
    const { name, version, description } = manifest;
    const analyzer = new Analyzer(componentsFolder, name, manifest, new Set(componentNames()));
    const { components, typeDefinitions, dependencies } = analyzer.analyze();
    return generateSchema(name, version, description, components, typeDefinitions, dependencies);
}

/** Every component the package exports. */
export function componentNames(): readonly string[] {
    return Object.entries(api)
        .filter(([, each]) => typeof each === "function" && each.prototype instanceof ComponentResource)
        .map(([name]) => name);
}
