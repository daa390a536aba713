import { expect } from "chai";
import { awaitCertificates } from "../../components/issuedCertificates";
import type { Manifest } from "../../components/istio/types";

const metadata = (name: string) => ({ name, namespace: "istio-ingress" });
const issuer = (name: string, spec: object): Manifest => ({
    apiVersion: "cert-manager.io/v1",
    kind: "Issuer",
    metadata: metadata(name),
    spec,
});
const certificate = (name: string, issuerName: string, spec: object = {}): Manifest => ({
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: metadata(name),
    spec: { ...spec, issuerRef: { name: issuerName } },
});
const gateway: Manifest = {
    apiVersion: "networking.istio.io/v1",
    kind: "Gateway",
    metadata: metadata("gateway"),
};
const namespace: Manifest = { apiVersion: "v1", kind: "Namespace", metadata: { name: "istio-ingress" } };

/** As derive sorts them: by phase, then kind, then name. */
const derived = [
    namespace,
    certificate("api", "internal"),
    certificate("blog", "letsencrypt"),
    certificate("root", "self", { isCA: true }),
    issuer("internal", { ca: { secretName: "root" } }),
    issuer("letsencrypt", { acme: {} }),
    issuer("self", { selfSigned: {} }),
    gateway,
];

describe("certificates that are waited for", () => {
    const { manifests, stepOf } = awaitCertificates(derived);

    it("come after the issuers they wait for and before the Gateway that names them, authorities first", () => {
        const steps: string[][] = [];
        let last: string | undefined;
        for (const manifest of manifests) {
            if (stepOf(manifest) !== last) {
                steps.push([]);
                last = stepOf(manifest);
            }
            steps.at(-1)?.push(`${manifest.kind} ${manifest.metadata.name}`);
        }
        expect(steps).to.deep.equal([
            ["Namespace istio-ingress"],
            ["Issuer internal", "Issuer letsencrypt", "Issuer self"],
            ["Certificate root"],
            ["Certificate api", "Certificate blog"],
            ["Gateway gateway"],
        ]);
    });

    it("are all but those of an ACME issuer", () => {
        const waiting = manifests.filter(({ metadata: { annotations } }) => annotations !== undefined);
        expect(waiting.map(({ metadata: { name } }) => name)).to.deep.equal(["root", "api"]);
    });

    it("leave nothing out and change nothing else", () => {
        const others = (all: readonly Manifest[]) => all.filter(({ kind }) => kind !== "Certificate");
        expect(manifests).to.have.length(derived.length);
        expect(others(manifests)).to.have.deep.members(others(derived));
    });
});
