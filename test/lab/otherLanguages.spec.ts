import { join } from "node:path";
import { expect } from "chai";
import { declaredMesh } from "../../components/index";
import { asGeneratedSdk, catalogMesh, inYaml } from "./languages/catalogMesh";
import { Consumer, created } from "./languages/consumer";
import { program } from "./support/command";

const components = join(program, "components");
const { namespaces } = declaredMesh({ ...catalogMesh, namespaces: { shop: { stage: "enforced" } } });
const wanted = [
    "meshwright:index:CatalogMesh mesh",
    "meshwright:index:MeshNamespace shop",
    "kubernetes:security.istio.io/v1:AuthorizationPolicy shop/prices",
    "kubernetes:security.istio.io/v1:PeerAuthentication shop/default",
];

// No lab and no cluster: the engine itself, a provider that writes files, and the components as a plugin from their sources.
describe("the components in a program of another language", () => {
    let consumer: Consumer;
    before(async () => {
        consumer = await Consumer.start();
    });
    after(() => consumer.dispose());

    it("are started by the engine from their folder, and make of what the guide shows what they make here", async () => {
        consumer.project("nodejs", components);
        consumer.write("index.js", asGeneratedSdk(catalogMesh));
        const { code, lines } = await consumer.preview();
        expect(code, lines.join("\n")).to.equal(0);
        expect(created(lines)).to.include.members(wanted);
        expect(lines.join("\n")).to.match(new RegExp(`shop *: ${namespaces["shop"]?.length}\n`));
    });

    it("refuse in their own words what they cannot make", async () => {
        consumer.write("index.js", asGeneratedSdk({ ...catalogMesh, namespaces: { shop: { stage: "on" } } }));
        const { code, lines } = await consumer.preview();
        expect(code).not.to.equal(0);
        expect(lines.join("\n")).to.include(
            'namespaces.shop.stage: must be one of off, observed, audit, enforced, got "on"',
        );
    });

    // Its host takes a minute or two to build.
    if (process.env["TEST_DEPTH"] === "full") {
        it("are known to a program in YAML by their schema: it says what is missing before anything is asked of them", async () => {
            await consumer.canRunYaml();
            consumer.project("yaml", components, inYaml(catalogMesh));
            const whole = await consumer.preview();
            expect(whole.code, whole.lines.join("\n")).to.equal(0);
            expect(created(whole.lines)).to.include.members(wanted);
            const { tags: _tags, ...rest } = catalogMesh;
            consumer.project("yaml", components, inYaml(rest));
            const { code, lines } = await consumer.preview();
            expect(code).not.to.equal(0);
            expect(lines.join("\n")).to.include("tags: Missing required property 'tags'");
        });
    }
});
