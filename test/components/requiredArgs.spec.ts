import { expect } from "chai";
import { recordRegistrations, settled } from "../support/mocks";

describe("the arguments that a component needs", () => {
    const refused: Readonly<Record<string, readonly [object, readonly string[]]>> = {
        IstioCni: [
            { version: "v1.31.1" },
            ['version: "v1.31.1" is not an exact release; write major.minor.patch, such as "1.31.1"'],
        ],
        CertManager: [
            { namespace: 7 },
            [
                "namespace: must be the name of a namespace, got the number 7",
                "serviceAccount: missing; write the name of a service account",
            ],
        ],
        RevisionTag: [
            { tag: "Stable", revision: "1-31-1" },
            ['tag: "Stable" is not a DNS-1123 name', "rootNamespace: missing; write the name of a namespace"],
        ],
        MeshRevision: [
            {},
            [
                "revision: missing; write a name such as 1-31-1",
                "version: missing; write a version such as 1.31.1",
            ],
        ],
    };

    for (const [name, [args, told]] of Object.entries(refused)) {
        it(`are asked for before anything of a ${name} is registered, all at once`, async () => {
            const made = recordRegistrations("dev");
            const components = (await import("../../components/index.js")) as unknown as Readonly<
                Record<string, new (name: string, args: object) => unknown>
            >;
            let message = "";
            try {
                const Component = components[name];
                if (Component !== undefined) {
                    new Component("it", args);
                }
            } catch (error) {
                message = (error as Error).message;
            }
            await settled();
            expect(message.split("\n")[0]).to.equal(`${name} cannot be made:`);
            for (const [index, each] of told.entries()) {
                expect(message.split("\n")[index + 1]).to.include(`${index + 1}. ${each}`);
            }
            expect(message.split("\n")).to.have.length(told.length + 1);
            expect(made).to.deep.equal([]);
        });
    }
});
