import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Provider } from "@pulumi/pulumi/provider";
import type { PackageSpec } from "@pulumi/pulumi/provider/experimental/schema";
import { expect } from "chai";
import * as api from "../../components/index";
import { componentHost } from "../../components/plugin/componentHost";
import { type Registered, recordRegistrations, settled, typesAndNames } from "../support/mocks";

const token = "meshwright:index:MeshNamespace";
const schema = JSON.parse(
    readFileSync(join(__dirname, "..", "..", "components", "schema.json"), "utf8"),
) as PackageSpec;
const manifests = [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }];

describe("the components on behalf of a program in another language", () => {
    let registered: Registered[];
    let host: Provider;
    before(() => {
        registered = recordRegistrations("dev");
        host = componentHost(schema, api);
    });

    const construct = async (type: string, args: pulumi.Inputs): Promise<unknown> =>
        host.construct?.("shop", type, args, {});
    const refusal = (type: string, args: pulumi.Inputs): Promise<string> =>
        construct(type, args).then(
            () => "made",
            ({ message }: Error) => message,
        );

    it("are made by their token, and answer with every output the schema promises", async () => {
        const made = await construct(token, { namespace: "shop", manifests });
        expect(made).to.have.property("urn");
        const { state } = made as { readonly state: Readonly<Record<string, pulumi.Output<unknown>>> };
        expect(Object.keys(state)).to.deep.equal(Object.keys(schema.resources[token]?.properties ?? {}));
        expect(await known(state["objects"])).to.equal(1);
        await settled();
        expect(typesAndNames(registered)).to.include.members([
            "kubernetes:core/v1:Namespace shop",
            `${token} shop`,
        ]);
    });

    it("are described by the schema that is committed, without an analysis at every start", () => {
        expect(JSON.parse(host.schema ?? "{}")).to.deep.equal(schema);
        expect(host.version).to.equal(schema.version);
    });

    it("say which there are when another is asked for", async () => {
        expect(await refusal("meshwright:index:declaredMesh", {})).to.equal(
            `meshwright has no component meshwright:index:declaredMesh; it has ${Object.keys(schema.resources).join(", ")}`,
        );
    });

    it("are not made of what is not known yet, however deep it lies", async () => {
        const data = { password: pulumi.secret("hunter2") };
        const secret = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data };
        expect(
            await refusal(token, {
                namespace: pulumi.output("shop"),
                manifests: [...manifests, secret],
            }),
        ).to.equal(
            [
                `${token} "shop" cannot be made yet:`,
                "namespace: is secret, or an output of another resource; it decides what exists, so write the value itself",
                "manifests[1].data.password: is secret, or an output of another resource; it decides what exists, so write the value itself",
            ].join("\n"),
        );
    });
});

function known(output: pulumi.Output<unknown> | undefined): Promise<unknown> {
    return new Promise((resolve) => {
        output?.apply(resolve);
    });
}
