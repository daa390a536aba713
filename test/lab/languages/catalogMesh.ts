/** One namespace of two workloads, as a program of any language says it. */
export const catalogMesh = {
    catalog: {
        shop: {
            namespace: "shop",
            owners: ["team-shop"],
            workloads: { web: { selector: { app: "web" } }, prices: { selector: { app: "prices" } } },
            services: {
                prices: {
                    workload: "prices",
                    ports: { http: { port: 80, targetPort: 8080, protocol: "http" } },
                    operations: { read: { methods: ["GET"], paths: ["/prices/*"] } },
                    accepts: [{ from: "web", operations: ["read"] }],
                },
            },
            calls: [{ from: "web", service: "prices", operations: ["read"] }],
        },
    },
    namespaces: { shop: { stage: "enforced" } },
    revisions: { "1-31-1": { version: "1.31.1" } },
    tags: { default: "1-31-1", stable: "1-31-1" },
    meshPolicy: true,
};

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
const mesh = new CatalogMesh("mesh", ${JSON.stringify(args)}, { version: "0.1.0", providers: { kubernetes } });
exports.objects = mesh.objects;`;

/** The same as the part of a Pulumi.yaml that is the program. */
export const inYaml = (properties: object) => ({
    resources: {
        files: { type: "pulumi:providers:kubernetes", properties: { renderYamlToDirectory: "rendered" } },
        mesh: {
            type: "meshwright:CatalogMesh",
            properties,
            // biome-ignore lint/suspicious/noTemplateCurlyInString: so a program in YAML names another resource
            options: { providers: ["${files}"] },
        },
    },
});
