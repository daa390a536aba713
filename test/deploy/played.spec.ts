import { expect } from "chai";
import {
    type CertificateIssuer,
    emptyPlatform,
    type Platform,
    type ServiceGraph,
} from "../../components/graph";
import { overrideForLab } from "../../lab/deploy/overrides";
import { played } from "../../lab/deploy/played";
import { observabilityOf } from "../observability/support/contexts";
import { egressGateway, ingressGateway } from "../support/gateways";

function playedFor(platform: Partial<Platform>): readonly string[] {
    return played({ platform: { ...emptyPlatform, ...platform } } as ServiceGraph);
}

const certManager = { install: true, namespace: "cert-manager", serviceAccount: "cert-manager" };

describe("what a lab says it plays", () => {
    it("is nothing where the stack needs neither certificates nor a load balancer", () => {
        const gateways = [egressGateway(), ingressGateway({}, { serviceType: "NodePort" })];
        expect(playedFor({ gateways: new Map(gateways.map((each) => [each.name, each])) })).to.deep.equal([]);
    });

    it("names the plugin's stand-in, and what issues the certificates", () => {
        expect(playedFor({ certManager })).to.deep.equal([
            "Pulumi's cert-manager plugin: a stand-in that installs cert-manager's own chart without its webhook;",
            "  cert-manager's real controllers issue the certificates",
        ]);
        expect(playedFor({ certManager: { ...certManager, install: false } })).to.deep.equal([]);
    });

    it("names each issuer whose service the lab does not have, and no other", () => {
        const vault = {
            name: "corporate",
            kind: "vault",
            server: "https://vault.example",
            path: "pki/sign/mesh",
            role: "mesh",
            mount: "/v1/auth/kubernetes",
            serviceAccount: "issuer",
        } as const;
        const issuers = new Map<string, CertificateIssuer>([
            ["corporate", vault],
            ["private", { name: "private", kind: "selfSigned" }],
        ]);
        expect(playedFor({ issuers })).to.deep.equal([
            "issuer corporate (Vault): a throw-away authority of the lab signs in its place",
        ]);
    });

    it("names load balancers, whose addresses lead nowhere", () => {
        const gateway = ingressGateway();
        expect(playedFor({ gateways: new Map([[gateway.name, gateway]]) })).to.deep.equal([
            "the cloud's load balancers: addresses of 192.0.2.0/24, where nothing listens",
        ]);
    });

    it("includes a certificate manager that only the user's cluster has", () => {
        const facts = { kubeconfig: "/k", charts: "/c", until: "2027-02-01" };
        const config = { "meshwright:certManager": { install: false, namespace: "certificates" } };
        expect(overrideForLab(config, facts)["meshwright:certManager"]).to.deep.equal({
            install: true,
            namespace: "certificates",
        });
        expect(overrideForLab({}, facts)).not.to.have.property("meshwright:certManager");
    });

    it("says that what watches the mesh is only objects here", () => {
        expect(playedFor({ observability: observabilityOf() })).to.deep.equal([
            "the programs that watch the mesh: their objects, and no container, so that no user interface opens;",
            "  passwords come from a stand-in for Pulumi's random plugin where the plugin is not there",
        ]);
    });
});
