import { expect } from "chai";
import { type ChartValues, istiodValues } from "../../components/istio/values";
import { foldLayers } from "../../components/istio/values/layers";

const values = istiodValues({
    revision: "1-31-1",
    version: "1.31.1",
    hub: "docker.io/istio",
    trustDomain: "cluster.local",
    size: { replicas: 2, maxReplicas: 1, cpu: "500m", memory: "2Gi" },
    rootNamespace: "istio-system",
});

function at(path: string): unknown {
    return path
        .split(".")
        .reduce<unknown>((value, key) => (value as ChartValues | undefined)?.[key], values as unknown);
}

describe("the values of an istiod", () => {
    const expected: Record<string, unknown> = {
        revision: "1-31-1",
        revisionTags: [],
        "global.hub": "docker.io/istio",
        "global.tag": "1.31.1",
        "global.variant": "distroless",
        "global.configValidation": true,
        "global.logAsJson": true,
        "global.networkPolicy": { enabled: true },
        "global.proxy.privileged": false,
        "global.proxy.seccompProfile": { type: "RuntimeDefault" },
        seccompProfile: { type: "RuntimeDefault" },
        "base.validationFailurePolicy": "Fail",
        "env.PILOT_FILTER_GATEWAY_CLUSTER_CONFIG": "true",
        "env.PILOT_SCOPE_GATEWAY_TO_NAMESPACE": "true",
        "env.ENABLE_NATIVE_SIDECARS": "true",
        "env.ENABLE_DEBUG_ON_HTTP": "false",
        "env.BLOCKED_CIDRS_IN_JWKS_URIS": "127.0.0.0/8,::1/128,169.254.0.0/16,fe80::/10",
        "meshConfig.trustDomain": "cluster.local",
        "meshConfig.enableAutoMtls": true,
        "meshConfig.outboundTrafficPolicy": { mode: "REGISTRY_ONLY" },
        "meshConfig.pathNormalization": { normalization: "DECODE_AND_MERGE_SLASHES" },
        "meshConfig.meshMTLS": { minProtocolVersion: "TLSV1_3" },
        "meshConfig.tlsDefaults": { minProtocolVersion: "TLSV1_2" },
        "meshConfig.accessLogEncoding": "JSON",
        "meshConfig.discoverySelectors": [{ matchLabels: { "meshwright.io/mesh": "enabled" } }],
        autoscaleMin: 2,
    };
    for (const [path, value] of Object.entries(expected)) {
        it(`say ${path}: ${JSON.stringify(value)}`, () => {
            expect(at(path)).to.deep.equal(value);
        });
    }

    it("never let the most replicas fall below the fewest", () => {
        expect(at("autoscaleMax")).to.equal(2);
    });

    it("make the Deployment wait for what istiod reads only once", () => {
        const annotation = (at("deploymentAnnotations") as Record<string, string>)[
            "config.kubernetes.io/depends-on"
        ];
        expect(annotation?.split(",")).to.include(
            "/namespaces/istio-system/ConfigMap/istio-sidecar-injector-1-31-1",
        );
    });
});

describe("layers of chart values", () => {
    it("are folded key by key, the later one winning", () => {
        const folded = foldLayers([
            { name: "under", values: { a: { b: 1, c: 2 }, list: [1, 2] } },
            { name: "over", values: { a: { b: 3 }, list: [4] } },
        ]);
        expect(folded).to.deep.equal({ a: { b: 3, c: 2 }, list: [4] });
    });

    it("replace a list whole, as Helm does", () => {
        expect(
            foldLayers([
                { name: "under", values: { list: [1, 2] } },
                { name: "over", values: { list: [] } },
            ]),
        ).to.deep.equal({ list: [] });
    });
});
