import { expect } from "chai";
import { authorizerProvider } from "../../components/derive/gateways";
import type { Authorizer } from "../../components/graph";
import { istiodValues } from "../../components/istio/values";
import { accessLogFields } from "../../components/istio/values/accessLog";

const checks: Authorizer = {
    name: "checks",
    protocol: "http",
    host: "authz.edge.svc.cluster.local",
    port: 9000,
    timeout: "1500ms",
    includeHeaders: ["cookie", "authorization"],
    forwardHeaders: ["x-user"],
};
const inputs = {
    revision: "1-31-1",
    version: "1.31.1",
    hub: "docker.io/istio",
    trustDomain: "cluster.local",
    size: { replicas: 1, maxReplicas: 1, cpu: "500m", memory: "2Gi" },
    rootNamespace: "istio-system",
};

describe("the provider of an authorizer", () => {
    it("names its service with the namespace, sends the headers it may see, and fails closed", () => {
        expect(authorizerProvider(checks)).to.deep.equal({
            name: "authorizer-checks",
            envoyExtAuthzHttp: {
                service: "edge/authz.edge.svc.cluster.local",
                port: 9000,
                timeout: "1.5s",
                failOpen: false,
                includeRequestHeadersInCheck: ["authorization", "cookie"],
                headersToUpstreamOnAllow: ["x-user"],
            },
        });
    });

    it("over gRPC is the same without headers, which the protocol itself carries", () => {
        const grpc = authorizerProvider({ ...checks, protocol: "grpc", timeout: "20ms" });
        expect(grpc).to.deep.equal({
            name: "authorizer-checks",
            envoyExtAuthzGrpc: {
                service: "edge/authz.edge.svc.cluster.local",
                port: 9000,
                timeout: "0.02s",
                failOpen: false,
            },
        });
    });

    it("stands in every istiod's mesh config, beside the others, in order of names", () => {
        const other = authorizerProvider({ ...checks, name: "a" });
        const meshConfig = istiodValues({
            ...inputs,
            extensionProviders: [authorizerProvider(checks), other],
        })["meshConfig"] as Readonly<Record<string, unknown>>;
        expect(meshConfig["extensionProviders"]).to.deep.equal([other, authorizerProvider(checks)]);
        expect(meshConfig["trustDomain"]).to.equal("cluster.local");
    });

    it("leaves the mesh config to istiod's own providers where there is none", () => {
        expect(istiodValues(inputs)["meshConfig"]).not.to.have.property("extensionProviders");
    });
});

describe("the access log", () => {
    it("is JSON, with every field that is asked for and what the dry run came to", () => {
        const meshConfig = istiodValues(inputs)["meshConfig"] as Readonly<Record<string, unknown>>;
        expect(meshConfig["accessLogEncoding"]).to.equal("JSON");
        const format: unknown = JSON.parse(String(meshConfig["accessLogFormat"]));
        expect(format).to.deep.equal(accessLogFields);
        const asked = [
            ...[
                "start_time",
                "method",
                "path",
                "protocol",
                "response_code",
                "response_flags",
                "bytes_received",
            ],
            ...["bytes_sent", "duration", "upstream_service_time", "x_forwarded_for", "user_agent"],
            ...["request_id", "correlation_id", "authority", "upstream_host"],
        ];
        expect(format).to.include.all.keys(...asked, "caller", "server", "port", "shadow_http", "shadow_tcp");
    });
});
