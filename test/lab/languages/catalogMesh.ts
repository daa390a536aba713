import { parse } from "yaml";
import type { CatalogMeshArgs } from "../../../components/index";
import { version } from "../../../components/package.json";
import { chapters } from "../../docs/documents";

interface YamlProgram {
    readonly resources: { readonly mesh: { readonly type: string; readonly properties: CatalogMeshArgs } };
}

const [page] = chapters(["yaml"], "program").flatMap(([, blocks]) => blocks);
const shown = parse(page?.text ?? "") as YamlProgram;

/** The arguments that the guide shows to programs of other languages. */
export const catalogMesh = shown.resources.mesh.properties;

/**
 * What an SDK that `pulumi package add` generates does, without the SDK: a remote resource under the token of the component,
 * with the package's version. The lab's host for Node is older than its engine and cannot link a generated one.
 */
export const asGeneratedSdk = (args: object) => `
const { ComponentResource } = require("@pulumi/pulumi");
const { Provider } = require("@pulumi/kubernetes");
const kubernetes = new Provider("files", { renderYamlToDirectory: "rendered" });
class CatalogMesh extends ComponentResource {
    constructor(name, args, options) {
        super("meshwright:index:CatalogMesh", name, { ...args, objects: undefined }, options, true);
    }
}
const mesh = new CatalogMesh("mesh", ${JSON.stringify(args)}, { version: "${version}", providers: { kubernetes } });
exports.objects = mesh.objects;`;

/** The program that the guide shows, with these arguments and without a cluster. */
export const inYaml = (properties: object) => ({
    ...shown,
    resources: {
        files: { type: "pulumi:providers:kubernetes", properties: { renderYamlToDirectory: "rendered" } },
        mesh: {
            ...shown.resources.mesh,
            properties,
            // biome-ignore lint/suspicious/noTemplateCurlyInString: so a program in YAML names another resource
            options: { providers: ["${files}"] },
        },
    },
});
