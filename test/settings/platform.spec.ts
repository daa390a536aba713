import { expect } from "chai";
import type { Platform } from "../../components/graph";
import { parseSettings } from "../../settings";
import { changed, today } from "../graph/problems/example";

function platformOf(stack: Readonly<Record<string, unknown>>): Platform {
    const inStack = Object.entries(stack).map(([key, value]) => [`stack/${key}`, value]);
    const config = changed(Object.fromEntries(inStack))["stack"] as Record<string, unknown>;
    const result = parseSettings(config, { today });
    if (!result.ok) {
        throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    }
    return result.value.rollout.platform;
}

describe("what the platform owns", () => {
    it("is an ingress gateway with every default of its own, named as the official chart names things", () => {
        const { gateways } = platformOf({ gateways: { "istio-ingressgateway": { kind: "ingress" } } });
        expect(gateways.get("istio-ingressgateway")).to.deep.equal({
            name: "istio-ingressgateway",
            kind: "ingress",
            namespace: "istio-ingress",
            tag: "stable",
            selector: { istio: "ingressgateway" },
            serviceAccount: "istio-ingressgateway",
            replicas: 1,
            maxReplicas: 5,
            resources: { cpu: "100m", memory: "128Mi", cpuLimit: "1", memoryLimit: "512Mi" },
            ingress: {
                serviceType: "LoadBalancer",
                serviceAnnotations: {},
                sourceRanges: [],
                redirectToHttps: true,
                trustedProxies: 0,
            },
        });
    });

    it("is whatever is written instead of a default", () => {
        const { gateways } = platformOf({
            gateways: {
                "edge-gateway": {
                    kind: "ingress",
                    namespace: "edge",
                    tag: "default",
                    replicas: 7,
                    resources: { cpu: "1", cpuLimit: "2" },
                    service: {
                        type: "NodePort",
                        annotations: { "example.com/pool": "a" },
                        sourceRanges: ["2001:db8::/32", "10.0.0.0/8", "10.0.0.0/8"],
                    },
                    redirectToHttps: false,
                    trustedProxies: 1,
                },
            },
        });
        expect(gateways.get("edge-gateway")).to.deep.include({
            namespace: "edge",
            tag: "default",
            selector: { istio: "edge-gateway" },
            replicas: 7,
            maxReplicas: 7,
            resources: { cpu: "1", memory: "128Mi", cpuLimit: "2", memoryLimit: "512Mi" },
            ingress: {
                serviceType: "NodePort",
                serviceAnnotations: { "example.com/pool": "a" },
                sourceRanges: ["10.0.0.0/8", "2001:db8::/32"],
                redirectToHttps: false,
                trustedProxies: 1,
            },
        });
    });

    it("follows the tag default where there is no stable one", () => {
        const { gateways } = platformOf({
            tags: { default: "1-31-1" },
            namespaces: { shop: { stage: "off" }, bank: { stage: "off" } },
            gateways: { "edge-gateway": { kind: "ingress" } },
        });
        expect(gateways.get("edge-gateway")?.tag).to.equal("default");
    });

    it("follows a tag of the gateways' own where there is one, and has its canary follow another", () => {
        const { gateways } = platformOf({
            tags: { default: "1-31-1", stable: "1-31-1", gateways: "1-31-1", canary: "1-31-1" },
            gateways: {
                "edge-gateway": { kind: "ingress", canary: { tag: "canary" } },
                "partner-gateway": {
                    kind: "ingress",
                    namespace: "partners",
                    tag: "stable",
                    canary: { tag: "canary", replicas: 3 },
                },
            },
        });
        expect([...gateways.values()].map(({ tag, canary }) => ({ tag, canary }))).to.deep.equal([
            { tag: "gateways", canary: { tag: "canary", replicas: 1 } },
            { tag: "stable", canary: { tag: "canary", replicas: 3 } },
        ]);
    });

    it("gives a public host to the only ingress gateway, on 443 alone, unless told otherwise", () => {
        const { publicHosts } = platformOf({
            gateways: { "edge-gateway": { kind: "ingress" }, "istio-egressgateway": { kind: "egress" } },
            publicHosts: {
                api: { hostname: "api.example.com", certificate: { secret: "own" } },
                db: {
                    hostname: "db.example.com",
                    servers: ["passthrough"],
                    passthrough: { service: "shop/ledger", port: 7001 },
                    sourceRanges: ["203.0.113.0/24"],
                },
            },
        });
        expect([...publicHosts.values()]).to.deep.equal([
            {
                name: "api",
                hostname: "api.example.com",
                gateway: "edge-gateway",
                servers: ["https"],
                certificate: { secret: "own" },
                sourceRanges: [],
            },
            {
                name: "db",
                hostname: "db.example.com",
                gateway: "edge-gateway",
                servers: ["passthrough"],
                passthrough: { service: "shop/ledger", port: 7001 },
                sourceRanges: ["203.0.113.0/24"],
            },
        ]);
    });

    it("has issuers of every kind, and installs what keeps their certificates", () => {
        const issuers = {
            internal: { kind: "selfSigned" },
            corporate: { kind: "ca", secret: "corporate" },
            vault: {
                kind: "vault",
                server: "https://vault.example.com",
                path: "pki/sign/mesh",
                role: "mesh",
            },
            letsencrypt: {
                kind: "acme",
                server: "https://acme.example.com/directory",
                email: "platform@example.com",
            },
        };
        const platform = platformOf({ issuers });
        expect([...platform.issuers.values()]).to.deep.equal([
            { name: "corporate", kind: "ca", secret: "corporate" },
            { name: "internal", kind: "selfSigned" },
            { name: "letsencrypt", ...issuers.letsencrypt },
            {
                name: "vault",
                ...issuers.vault,
                mount: "/v1/auth/kubernetes",
                serviceAccount: "cert-issuer",
            },
        ]);
        const certManager = { install: true, namespace: "cert-manager", serviceAccount: "cert-manager" };
        expect(platform.certManager).to.deep.equal(certManager);
        expect(platformOf({}).certManager).to.equal(undefined);
        const existing = platformOf({ issuers, certManager: { install: false, namespace: "certs" } });
        expect(existing.certManager).to.deep.equal({
            install: false,
            namespace: "certs",
            serviceAccount: "cert-manager",
        });
    });
});
