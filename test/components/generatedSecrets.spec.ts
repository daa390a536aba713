import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Registered, settled, typesAndNames } from "../support/mocks";

const password = "random:index/randomPassword:RandomPassword";
/** How a value says over the wire that it is a secret. */
const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

describe("secrets the program makes", () => {
    const registered: Registered[] = [];

    before(async () => {
        pulumi.runtime.setMocks({
            newResource: ({ type, name, inputs }) => {
                registered.push({ type, name, inputs });
                return { id: name, state: { ...inputs, result: `drawn for ${name}` } };
            },
            call: ({ inputs }) => inputs,
        });
        const { grafanaAdmin } = await import("../../components/grafanaAdmin.js");
        const { kialiSigningKey } = await import("../../components/kialiSigningKey.js");
        grafanaAdmin("grafana-admin", { namespace: "watch", user: "admin" });
        kialiSigningKey("kiali-signing-key", { namespace: "watch" });
        await settled();
    });

    it("are a random password each, and the Secret a pod reads it from", () => {
        expect(typesAndNames(registered)).to.deep.equal([
            "kubernetes:core/v1:Secret watch/grafana-admin",
            "kubernetes:core/v1:Secret watch/kiali-signing-key",
            `${password} grafana-admin`,
            `${password} kiali-signing-key`,
        ]);
    });

    it("are 32 letters and digits, which no file format and no shell changes", () => {
        for (const { inputs } of registered.filter(({ type }) => type === password)) {
            expect(inputs).to.deep.include({ length: 32, special: false });
        }
    });

    it("are marked as secret in the state, under the keys that Grafana's pod and Kiali look for", () => {
        const data = registered
            .filter(({ type }) => type.endsWith(":Secret"))
            .map(({ name, inputs }) => [name, inputs["stringData"]]);
        expect(Object.fromEntries(data)).to.deep.equal({
            "watch/grafana-admin": {
                ...secretMark,
                value: { user: "admin", password: "drawn for grafana-admin" },
            },
            "watch/kiali-signing-key": {
                ...secretMark,
                value: { "value.txt": "drawn for kiali-signing-key" },
            },
        });
    });
});
