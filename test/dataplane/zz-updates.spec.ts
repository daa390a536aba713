import { expect } from "chai";
import { lab } from "./support/runningLab";

// Named so that it comes last: an update that a proxy refuses leaves the old configuration serving, and every other
// spec would have judged that.
describe("The configuration every proxy was sent", () => {
    it("was refused by none: istiod logged no refusal, and no proxy counted one", async () => {
        const refusals = lab()
            .plane.istiodLog()
            .split("\n")
            .filter((line) => /ACK ERROR/.test(line));
        expect(refusals).to.deep.equal([]);
        const proxies = new Set(
            lab()
                .plane.pods.filter(({ meshed }) => meshed)
                .map((pod) => `${pod.namespace}/${pod.workload}`),
        );
        expect(proxies.size).to.be.greaterThan(10);
        for (const proxy of proxies) {
            const rejected = await lab().stats(proxy, /\.update_rejected$/);
            expect(rejected.size, proxy).to.be.greaterThan(0);
            expect(
                [...rejected].filter(([, count]) => count > 0),
                proxy,
            ).to.deep.equal([]);
            const accepted = await lab().stats(proxy, /^listener_manager\.lds\.update_success$/);
            expect(
                [...accepted.values()].some((count) => count > 0),
                proxy,
            ).to.equal(true);
        }
    });

    // After the one above, because a counter is never taken back.
    it("would have failed the run: a filter that this Envoy lacks is refused, counted and logged", async () => {
        const lacking = {
            apiVersion: "networking.istio.io/v1alpha3",
            kind: "EnvoyFilter",
            metadata: { namespace: "guest", name: "test-lacking" },
            spec: {
                workloadSelector: { labels: { app: "stranger" } },
                configPatches: [
                    {
                        applyTo: "HTTP_FILTER",
                        match: {
                            context: "SIDECAR_INBOUND",
                            listener: {
                                filterChain: {
                                    filter: { name: "envoy.filters.network.http_connection_manager" },
                                },
                            },
                        },
                        patch: {
                            operation: "INSERT_BEFORE",
                            value: {
                                name: "istio.stats",
                                typed_config: { "@type": "type.googleapis.com/stats.PluginConfig" },
                            },
                        },
                    },
                ],
            },
        };
        await lab().apply(lacking);
        await lab().eventually(async () => {
            const rejected = await lab().stats("guest/stranger", /^listener_manager\.lds\.update_rejected$/);
            expect([...rejected.values()][0]).to.be.greaterThan(0);
            expect(lab().plane.istiodLog()).to.include("ACK ERROR");
        });
        await lab().remove(lacking);
    });
});
