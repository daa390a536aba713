import { expect } from "chai";
import { CatalogMesh, type CatalogMeshArgs, declaredMesh } from "../../components/index";
import { type Registered, recordRegistrations, settled, typesAndNames } from "../support/mocks";

const team = (namespace: string) => ({
    namespace,
    owners: [`team-${namespace}`],
    workloads: { web: { selector: { app: "web" } } },
});
const args: CatalogMeshArgs = {
    catalog: { shop: team("shop"), bank: team("bank") },
    namespaces: { shop: { stage: "enforced" }, bank: { stage: "enforced" } },
    revisions: { "1-31-1": { version: "1.31.1" } },
    tags: { default: "1-31-1", stable: "1-31-1" },
};

describe("CatalogMesh", () => {
    const made = async (given: CatalogMeshArgs): Promise<readonly Registered[]> => {
        const registered = recordRegistrations("dev");
        new CatalogMesh("mesh", given);
        await settled();
        return registered;
    };

    it("makes a namespace of each that the catalogue has, and no policy for the whole mesh", async () => {
        const components = typesAndNames(await made(args)).filter((each) => each.startsWith("meshwright:"));
        expect(components).to.deep.equal([
            "meshwright:index:CatalogMesh mesh",
            "meshwright:index:MeshNamespace bank",
            "meshwright:index:MeshNamespace shop",
        ]);
    });

    it("makes what declaredMesh makes of it, with the mesh's own policy where it is asked for", async () => {
        const { namespaces, platform } = declaredMesh({
            ...args,
            namespaces: { shop: { stage: "enforced" }, bank: { stage: "enforced" } },
        });
        const objects = [...Object.values(namespaces).flat(), ...platform].map(
            ({ apiVersion, kind, metadata: { name, namespace } }) =>
                `${apiVersion}/${kind} ${namespace} ${name}`,
        );
        const registered = (await made({ ...args, meshPolicy: true }))
            .map(({ inputs }) => inputs as unknown as (typeof platform)[number])
            .filter(({ kind }) => kind !== undefined)
            .map(
                ({ apiVersion, kind, metadata: { name, namespace } }) =>
                    `${apiVersion}/${kind} ${namespace} ${name}`,
            );
        expect(registered.sort()).to.deep.equal(objects.sort());
        expect(platform).to.have.length.above(0);
    });

    it("makes nothing of a catalogue in which something is wrong, and says what", () => {
        expect(() => new CatalogMesh("mesh", { ...args, namespaces: { shop: { stage: "on" } } })).to.throw(
            'namespaces.shop.stage: must be one of off, observed, audit, enforced, got "on"',
        );
    });
});
