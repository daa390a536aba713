import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { Provider } from "@pulumi/pulumi/provider";
import { expect } from "chai";
import { placeCertManagerStandIn } from "../../lab/tools";
import { type Registered, recordRegistrations, settled } from "../support/mocks";

const token = "kubernetes-cert-manager:index:CertManager";
const helmOptions = { name: "cert-manager", namespace: "certificates", version: "v1.0.0", values: { a: 1 } };

describe("the lab's stand-in for Pulumi's cert-manager plugin", () => {
    let registered: Registered[];
    let plugin: Provider;
    const warnings: string[] = [];
    const construct = (type: string, inputs: Record<string, unknown>) => {
        const opts: ComponentResourceOptions = {};
        return plugin.construct?.("cert-manager", type, inputs, opts) ?? Promise.reject(new Error("none"));
    };

    before(async () => {
        registered = recordRegistrations("dev");
        const { certManagerPlugin } = await import("../../lab/standins/certManagerPlugin/plugin.js");
        plugin = certManagerPlugin("/charts/cert-manager", (text) => warnings.push(text));
        await construct(token, { helmOptions });
        await settled();
    });

    it("registers the component the SDK asks for and, as the plugin does, one Helm release under it", () => {
        expect(registered.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([
            `${token} cert-manager`,
            "kubernetes:helm.sh/v3:Release cert-manager-helm",
        ]);
    });

    it("hands the release everything it was given, but reads the chart from the lab", () => {
        expect(registered[1]?.inputs).to.deep.include({ ...helmOptions, chart: "/charts/cert-manager" });
    });

    it("says loudly what it is", () => {
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.match(
            /^STAND-IN: this lab constructs kubernetes-cert-manager:index:CertManager/,
        );
    });

    it("refuses inputs it would have to ignore", async () => {
        const refusal = await construct(token, {
            helmOptions,
            replicaCount: 2,
            featureGates: undefined,
        }).then(
            () => "",
            (error: Error) => error.message,
        );
        expect(refusal).to.equal(
            `the lab's stand-in for ${token} understands helmOptions, and not replicaCount`,
        );
    });

    it("refuses to be any other component", async () => {
        const refusal = await construct("other:index:Thing", {}).then(
            () => "",
            (error: Error) => error.message,
        );
        expect(refusal).to.equal(`the stand-in knows ${token} and not other:index:Thing`);
    });

    it("lies where the engine looks for the plugin, in the SDK's version, quoted for a shell", async () => {
        const home = mkdtempSync(join(tmpdir(), "meshwright-standin-"));
        try {
            await placeCertManagerStandIn(home, "/a folder/it's here");
            const folder = join(home, "plugins", "resource-kubernetes-cert-manager-v0.2.0");
            const launcher = join(folder, "pulumi-resource-kubernetes-cert-manager");
            const script = readFileSync(launcher, "utf8");
            expect(script).to.contain("lab/standins/certManagerPlugin/main.ts");
            // The same assignment, and what the shell made of it.
            const shown = execFileSync("sh", [
                "-c",
                script.replace(/exec .*/, '; echo "$MESHWRIGHT_CERT_MANAGER_CHART"'),
            ]);
            expect(shown.toString()).to.equal("/a folder/it's here\n");
        } finally {
            rmSync(home, { recursive: true });
        }
    });
});
