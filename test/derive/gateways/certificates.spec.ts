import { expect } from "chai";
import type { HttpRoute } from "../../../components/istio/types";
import { issuers, publicHostOf, routeOf } from "../../support/arbitraryRoutes";
import { FrontObjects } from "./ingress";

function behind(issuer: string, more: ConstructorParameters<typeof FrontObjects>[0] = {}): FrontObjects {
    const host = publicHostOf("api", { certificate: { issuer } });
    return new FrontObjects({ hosts: [host], routes: [routeOf("api", "/*", "core/shop")], ...more });
}

const reference = (name: string) => ({ name, kind: "Issuer", group: "cert-manager.io" });

describe("certificates of public hosts", () => {
    it("are issued for exactly the host, into the Secret its servers name, and renewed with a new key", () => {
        const { spec, metadata } = behind("corporate").one("Certificate", "api");
        expect(metadata.namespace).to.equal("istio-ingress");
        expect(spec).to.deep.equal({
            secretName: "api-tls",
            dnsNames: ["api.example.com"],
            duration: "2160h0m0s",
            renewBefore: "720h0m0s",
            privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
            usages: ["digital signature", "server auth"],
            issuerRef: reference("corporate"),
        });
    });

    it("come from a root of the stack's own where nobody else signs", () => {
        const objects = behind("internal");
        expect(objects.names("Issuer")).to.deep.equal(["internal", "self-signed"]);
        expect(objects.names("Certificate")).to.deep.equal(["api", "internal-ca"]);
        expect(objects.one("Issuer", "self-signed").spec).to.deep.equal({ selfSigned: {} });
        expect(objects.one("Issuer", "internal").spec).to.deep.equal({ ca: { secretName: "internal-ca" } });
        expect(objects.one("Certificate", "internal-ca").spec).to.deep.include({
            isCA: true,
            secretName: "internal-ca",
            issuerRef: reference("self-signed"),
            privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Never" },
        });
    });

    it("come from an authority whose Secret others keep", () => {
        const objects = behind("corporate");
        expect(objects.names("Certificate")).to.deep.equal(["api"]);
        expect(objects.one("Issuer", "corporate").spec).to.deep.equal({ ca: { secretName: "corporate" } });
    });

    it("come from Vault, where an account made for that signs in and only cert-manager may ask for its tokens", () => {
        const objects = behind("vault");
        expect(objects.one("Issuer", "vault").spec).to.deep.equal({
            vault: {
                server: "https://vault.example.com",
                path: "pki/sign/mesh",
                auth: {
                    kubernetes: {
                        role: "mesh",
                        mountPath: "/v1/auth/kubernetes",
                        serviceAccountRef: { name: "cert-issuer" },
                    },
                },
            },
        });
        expect(objects.one("ServiceAccount", "cert-issuer").automountServiceAccountToken).to.equal(false);
        const { rules } = objects.one("Role", "cert-issuer-token");
        expect(rules).to.deep.equal([
            {
                apiGroups: [""],
                resources: ["serviceaccounts/token"],
                resourceNames: ["cert-issuer"],
                verbs: ["create"],
            },
        ]);
        const { roleRef, subjects } = objects.one("RoleBinding", "cert-issuer-token");
        expect(roleRef).to.deep.equal({
            apiGroup: "rbac.authorization.k8s.io",
            kind: "Role",
            name: "cert-issuer-token",
        });
        expect(subjects).to.deep.equal([
            { kind: "ServiceAccount", name: "cert-manager", namespace: "cert-manager" },
        ]);
        expect(objects.one("Certificate", "api").spec).to.deep.include({
            privateKey: { algorithm: "RSA", size: 2048, rotationPolicy: "Always" },
        });
        expect(behind("internal").names("Role")).to.deep.equal([]);
    });

    it("are not asked for where the host brings a Secret, and no issuer stands there for nothing", () => {
        const host = publicHostOf("api", { certificate: { secret: "own" } });
        const objects = new FrontObjects({ hosts: [host] });
        expect(objects.names("Certificate")).to.deep.equal([]);
        expect(objects.names("Issuer")).to.deep.equal([]);
    });

    it("are as many as hosts, from issuers that stand once", () => {
        const hosts = issuers.flatMap(({ name }) =>
            ["a", "b"].map((each) => publicHostOf(`${each}-${name}`, { certificate: { issuer: name } })),
        );
        const objects = new FrontObjects({ hosts });
        expect(objects.names("Certificate")).to.deep.equal(
            [...hosts.map(({ name }) => name), "internal-ca"].sort(),
        );
        expect(objects.names("Issuer")).to.deep.equal([
            "acme",
            "corporate",
            "internal",
            "self-signed",
            "vault",
        ]);
    });
});

describe("an ACME authority", () => {
    const service = "acme-api.istio-ingress.svc.cluster.local";

    it("names no duration, and is answered by an Ingress nobody serves", () => {
        const objects = behind("acme");
        expect(objects.one("Certificate", "api").spec).to.not.have.any.keys("duration", "renewBefore");
        expect(objects.one("Issuer", "acme").spec).to.deep.equal({
            acme: {
                server: "https://acme.example.com/directory",
                email: "a@example.com",
                privateKeySecretRef: { name: "acme-account" },
                solvers: [
                    {
                        http01: {
                            ingress: {
                                ingressClassName: "meshwright-gateway",
                                serviceType: "ClusterIP",
                                podTemplate: { metadata: { labels: { "sidecar.istio.io/inject": "false" } } },
                            },
                        },
                    },
                ],
            },
        });
    });

    it("reaches its solver in plain text before there is a certificate, and nothing else does", () => {
        const objects = behind("acme");
        expect(objects.servers()[0]).to.deep.equal({
            name: "http-acme",
            port: { number: 80, name: "http-acme", protocol: "HTTP" },
            hosts: ["./api.example.com"],
        });
        const [challenge, redirect, ...rest] = objects.routesOf("api").http ?? [];
        expect(challenge?.match).to.deep.equal([
            { uri: { prefix: "/.well-known/acme-challenge/" }, port: 80 },
        ]);
        expect(challenge?.route).to.deep.equal([{ destination: { host: service, port: { number: 8089 } } }]);
        expect(redirect).to.deep.equal({
            name: "redirect-to-https",
            match: [{ port: 80 }],
            route: [],
            redirect: { scheme: "https", redirectCode: 301 },
        });
        expect(rest.map(({ route }: HttpRoute) => route[0]?.destination.host)).to.deep.equal([
            "shop.core.svc.cluster.local",
        ]);
    });

    it("finds the solver by the checksum that cert-manager labels its pods with", () => {
        const { spec } = behind("acme").one("Service", "acme-api");
        // What hash/adler32 of Go says about "api.example.com".
        expect(spec).to.deep.include({
            selector: {
                "acme.cert-manager.io/http01-solver": "true",
                "acme.cert-manager.io/http-domain": "770704834",
            },
        });
    });

    it("may ask without a token, for the challenge alone", () => {
        const { spec } = behind("acme").one("AuthorizationPolicy", "istio-ingressgateway-acme");
        expect(spec).to.deep.equal({
            selector: { matchLabels: { istio: "ingressgateway" } },
            action: "ALLOW",
            rules: [
                {
                    to: [
                        {
                            operation: {
                                hosts: ["api.example.com", "api.example.com:*"],
                                methods: ["GET"],
                                paths: ["/.well-known/acme-challenge/*"],
                                ports: ["80"],
                            },
                        },
                    ],
                },
            ],
        });
    });

    it("leaves solvers closed but to the gateway", () => {
        const objects = behind("acme");
        const gateway = {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "istio-ingress" } },
            podSelector: { matchLabels: { istio: "ingressgateway" } },
        };
        expect(objects.network("istio-ingressgateway-acme")).to.deep.equal({
            podSelector: { matchLabels: { "acme.cert-manager.io/http01-solver": "true" } },
            policyTypes: ["Ingress", "Egress"],
            ingress: [{ from: [gateway], ports: [{ protocol: "TCP", port: 8089 }] }],
        });
        expect(behind("internal").names("NetworkPolicy")).to.not.include("istio-ingressgateway-acme");
    });
});
