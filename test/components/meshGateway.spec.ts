import { expect } from "chai";
import { gatewayProxy } from "../../components/gatewayProxy";
import type { Manifest } from "../../components/istio/types";
import { gatewayCanaryValues, gatewayValues } from "../../components/istio/values";
import { ingressGateway } from "../support/gateways";
import { type Registered, recordRegistrations, settled, typesAndNames } from "../support/mocks";

const namespace = "istio-ingress";
const issuer = (name: string, spec: object): Manifest => ({
    apiVersion: "cert-manager.io/v1",
    kind: "Issuer",
    metadata: { name, namespace },
    spec,
});
const certificate = (name: string, issuerName: string): Manifest => ({
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name, namespace, annotations: { "meshwright.io/owners": "platform" } },
    spec: { secretName: `${name}-tls`, issuerRef: { name: issuerName, kind: "Issuer" } },
});
const manifests: Manifest[] = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    certificate("api", "internal"),
    certificate("shop", "letsencrypt"),
    issuer("internal", { ca: { secretName: "internal-ca" } }),
    issuer("letsencrypt", { acme: { server: "https://acme.example" } }),
    {
        apiVersion: "networking.istio.io/v1",
        kind: "Gateway",
        metadata: { name: "istio-ingressgateway", namespace },
        spec: {},
    },
    {
        apiVersion: "security.istio.io/v1",
        kind: "AuthorizationPolicy",
        metadata: { name: "default-deny", namespace },
        spec: {},
    },
];

describe("MeshGateway", () => {
    let registered: Registered[];
    const inputsOf = (name: string) => registered.find((each) => each.name === name)?.inputs ?? {};
    const waitsFor = (name: string) =>
        (inputsOf(`${namespace}/${name}`)["metadata"] as { annotations: Record<string, string> }).annotations;
    let address: string;

    before(async () => {
        registered = recordRegistrations("dev");
        const { MeshGateway } = await import("../../components/index.js");
        const gateway = new MeshGateway("istio-ingressgateway", {
            gateway: gatewayProxy(ingressGateway()),
            revision: { name: "1-31-1", version: "1.31.1" },
            charts: { kind: "repository", url: "oci://registry.example/charts" },
            manifests,
        });
        address = await new Promise<string>((resolve) => gateway.address.apply(resolve));
        await settled();
    });

    it("creates what the graph decided of its namespace and the official chart, and nothing else", () => {
        expect(typesAndNames(registered)).to.deep.equal(
            [
                "kubernetes:cert-manager.io/v1:Certificate istio-ingress/api",
                "kubernetes:cert-manager.io/v1:Certificate istio-ingress/shop",
                "kubernetes:cert-manager.io/v1:Issuer istio-ingress/internal",
                "kubernetes:cert-manager.io/v1:Issuer istio-ingress/letsencrypt",
                "kubernetes:core/v1:Namespace istio-ingress",
                "kubernetes:helm.sh/v4:Chart istio-ingressgateway",
                "kubernetes:networking.istio.io/v1:Gateway istio-ingress/istio-ingressgateway",
                "kubernetes:security.istio.io/v1:AuthorizationPolicy istio-ingress/default-deny",
                "meshwright:index:MeshGateway istio-ingressgateway",
            ].sort(),
        );
    });

    it("takes the chart in the version its tag leads to, in its namespace, named after the gateway", () => {
        expect(inputsOf("istio-ingressgateway")).to.have.keys(["digest"]);
        const chart = registered.find(({ type }) => type === "kubernetes:helm.sh/v4:Chart");
        expect(chart?.inputs).to.deep.include({
            chart: "oci://registry.example/charts/gateway",
            version: "1.31.1",
            name: "istio-ingressgateway",
            namespace,
        });
    });

    it("waits until a certificate is issued, so that no server names a Secret that is not there", () => {
        expect(waitsFor("api")).to.deep.equal({
            "meshwright.io/owners": "platform",
            "pulumi.com/waitFor": "condition=Ready",
        });
    });

    it("does not wait for a certificate whose challenge is answered through the gateway itself", () => {
        expect(waitsFor("shop")).to.deep.equal({ "meshwright.io/owners": "platform" });
    });

    it("restarts its pods when its tag moves", () => {
        const chart = registered.find(({ type }) => type === "kubernetes:helm.sh/v4:Chart");
        expect(chart?.inputs["values"]).to.deep.equal(gatewayValues(ingressGateway(), "1-31-1"));
    });

    it("gives its name inside the cluster where no load balancer told another", () => {
        expect(address).to.equal("istio-ingressgateway.istio-ingress.svc");
    });
});

describe("MeshGateway with a canary", () => {
    const canary = { tag: "canary", replicas: 2 };
    const gateway = ingressGateway({ canary });
    let registered: Registered[];

    before(async () => {
        registered = recordRegistrations("dev");
        const { MeshGateway } = await import("../../components/index.js");
        new MeshGateway("istio-ingressgateway", {
            gateway: gatewayProxy(gateway),
            revision: { name: "1-30-5", version: "1.30.5" },
            canaryRevision: { name: "1-31-1", version: "1.31.1" },
            charts: { kind: "repository", url: "oci://registry.example/charts" },
            manifests: [],
        });
        await settled();
    });

    it("adds one release beside the gateway's own", () => {
        expect(typesAndNames(registered)).to.deep.equal([
            "kubernetes:helm.sh/v4:Chart istio-ingressgateway",
            "kubernetes:helm.sh/v4:Chart istio-ingressgateway-canary",
            "meshwright:index:MeshGateway istio-ingressgateway",
        ]);
    });

    it("takes each release in the version that its own tag leads to", () => {
        const versions = registered
            .filter(({ type }) => type === "kubernetes:helm.sh/v4:Chart")
            .map(({ name, inputs }) => [name, inputs["version"]]);
        expect(Object.fromEntries(versions)).to.deep.equal({
            "istio-ingressgateway": "1.30.5",
            "istio-ingressgateway-canary": "1.31.1",
        });
    });

    it("puts the canary into the gateway's namespace, with the values of one", () => {
        const chart = registered.find(({ name }) => name === "istio-ingressgateway-canary");
        expect(chart?.inputs).to.deep.include({
            name: "istio-ingressgateway-canary",
            namespace,
            values: gatewayCanaryValues(gateway, canary, "1-31-1"),
        });
    });

    it("says what is missing where nobody told what the canary's tag points to", async () => {
        recordRegistrations("dev");
        const { MeshGateway } = await import("../../components/index.js");
        const args = {
            gateway: gatewayProxy(gateway),
            revision: { name: "1-30-5", version: "1.30.5" },
            charts: { kind: "repository", url: "oci://registry.example/charts" } as const,
            manifests: [],
        };
        expect(() => new MeshGateway("istio-ingressgateway", args)).to.throw(
            'the gateway "istio-ingressgateway" has a canary; say in canaryRevision what its tag points to',
        );
    });
});
