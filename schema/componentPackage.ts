import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentResource } from "@pulumi/pulumi";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema, type PackageSpec } from "@pulumi/pulumi/provider/experimental/schema";
import * as api from "../components/index";

export const componentsFolder = join(__dirname, "..", "components");

/**
 * The schema of the component package, which the engine is given for `pulumi package add`: made of the types of the
 * components' arguments by Pulumi's own analyser, which refuses what it cannot say in every language.
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
    const schema = generateSchema(name, version, description, components, typeDefinitions, dependencies);
    // Without it the types of maps that are plain are named in Go and never declared: an SDK that does not compile.
    const go = { ...schema.language?.["go"], generateExtraInputTypes: true };
    return { ...schema, language: { ...schema.language, go } };
}

/** Every component the package exports. */
export function componentNames(): readonly string[] {
    return Object.entries(api)
        .filter(([, each]) => typeof each === "function" && each.prototype instanceof ComponentResource)
        .map(([name]) => name);
}
