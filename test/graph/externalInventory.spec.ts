import { expect } from "chai";
import { externalInventory } from "../../components/graph";
import { externals } from "../../lab/deploy/externals";
import { externalOf, type GraphParts, graphOf, namespaceOf, workloadOf } from "../support/graphs";
import { gatewayOf, platformWith } from "../support/platforms";

const parts: GraphParts = {
    namespaces: [namespaceOf("shop"), namespaceOf("loose", "observed"), namespaceOf("yard", "off")],
    workloads: ["shop/web", "loose/cron", "yard/old"].map((id) => workloadOf(id)),
    externals: [
        externalOf("b.example.com", "yard", { owner: "partner", port: 8443 }),
        externalOf("a.example.com", "yard", { protocol: "http", port: 80, owner: "team-yard" }),
        externalOf("c.example.com", "shop", {
            protocol: "http",
            port: 80,
            originate: { port: 443, subjectAltNames: ["c.example.com"] },
        }),
        externalOf("unused.example.com", "shop"),
    ],
    externalCalls: [
        { from: "shop/web", external: "b.example.com" },
        { from: "loose/cron", external: "b.example.com" },
        { from: "shop/web", external: "a.example.com" },
        { from: "shop/web", external: "c.example.com" },
        { from: "yard/old", external: "unused.example.com" },
    ],
};

describe("the inventory of hosts outside", () => {
    it("names each host that may be reached, who answers for it, who reaches it, how, and who encrypts", () => {
        const gateway = gatewayOf("istio-egressgateway", "egress");
        expect(externalInventory(graphOf({ ...parts, platform: platformWith(gateway) }))).to.deep.equal([
            {
                host: "a.example.com",
                port: 80,
                owner: "team-yard",
                callers: ["shop/web"],
                way: "istio-egressgateway",
                tls: "none",
            },
            {
                host: "b.example.com",
                port: 8443,
                owner: "partner",
                callers: ["loose/cron", "shop/web"],
                way: "istio-egressgateway",
                tls: "caller",
            },
            {
                host: "c.example.com",
                port: 443,
                owner: "identity",
                callers: ["shop/web"],
                way: "istio-egressgateway",
                tls: "mesh",
            },
        ]);
    });

    it("reads as sentences, which say when nothing holds a caller to its hosts", () => {
        expect(externals(graphOf(parts))).to.deep.equal([
            [
                "Hosts outside that may be reached; from an enforced namespace no other",
                "  a.example.com:80 (team-yard) by shop/web, from each sidecar, which nothing holds to it, plain text",
                "  b.example.com:8443 (partner) by loose/cron, shop/web, from each sidecar, which nothing holds to it, TLS by the caller",
                "  c.example.com:443 (identity) by shop/web, from each sidecar, which nothing holds to it, TLS by the mesh",
            ].join("\n"),
        ]);
    });

    it("is left out of the summary when nothing outside may be reached", () => {
        expect(externals(graphOf({ namespaces: [namespaceOf("shop")] }))).to.deep.equal([]);
    });
});
