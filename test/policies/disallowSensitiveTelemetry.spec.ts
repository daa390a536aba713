import { expect } from "chai";
import { disallowSensitiveTelemetry as rule } from "../../policies/observability/disallowSensitiveTelemetry";
import { reports, unknown } from "./crossguard";
import { closedEgress, configMap, deployment, meshConfigMap, podTemplate, telemetry } from "./objects";

const tag = (name: unknown) => ({ tracing: [{ customTags: { session: { header: { name } } } }] });
const meshField = (mesh: object, config: object = {}) =>
    reports(rule, meshConfigMap({ ...closedEgress, ...mesh }), config);

describe("G-11 disallow credentials in telemetry", () => {
    for (const header of ["authorization", "Cookie", "X-API-Key", "set-cookie", "x-auth-token"]) {
        it(`refuses ${header} as a span tag`, () => {
            expect(reports(rule, telemetry(tag(header)))).to.deep.equal([
                "mandatory: Telemetry core/default: spec.tracing[0].customTags.session.header.name is " +
                    `"${header}", so its value is recorded with every request; take it out`,
            ]);
            expect(
                reports(rule, { ...telemetry(tag(header)), apiVersion: "telemetry.istio.io/v1alpha1" }),
            ).to.have.length(1);
            expect(reports(rule, telemetry(tag(header)), {}, { patch: true })).to.have.length(1);
        });
    }

    it("accepts other headers, literals and environment variables", () => {
        const customTags = {
            id: { header: { name: "x-request-id" } },
            env: { literal: { value: "authorization" } },
        };
        expect(reports(rule, telemetry({ tracing: [{ customTags }] }))).to.deep.equal([]);
        expect(
            reports(rule, telemetry({ accessLogging: [{ providers: [{ name: "otel" }] }] })),
        ).to.deep.equal([]);
    });

    it("takes more header names from its settings", () => {
        expect(reports(rule, telemetry(tag("X-Patient-Id")))).to.deep.equal([]);
        expect(
            reports(rule, telemetry(tag("X-Patient-Id")), { sensitiveHeaders: ["x-patient-ID"] }),
        ).to.have.length(1);
    });

    it("refuses an expression of a metric's tag that reads one", () => {
        const override = (value: string) =>
            telemetry({ metrics: [{ overrides: [{ tagOverrides: { who: { value } } }] }] });
        expect(reports(rule, override("request.headers['authorization']"))).to.deep.equal([
            "mandatory: Telemetry core/default: spec.metrics[0].overrides[0].tagOverrides.who.value is " +
                "\"request.headers['authorization']\", so the value of authorization is recorded with every request; " +
                "take authorization out",
        ]);
        expect(reports(rule, override("request.host"))).to.deep.equal([]);
    });

    it("refuses one in the mesh's access log format, with its fallback, and says which", () => {
        expect(meshField({ accessLogFormat: "%START_TIME% %REQ(X-REQUEST-ID)%" })).to.deep.equal([]);
        expect(meshField({ accessLogFormat: "%REQ(AUTHORIZATION)%" })).to.deep.equal([
            "mandatory: ConfigMap istio-system/istio-1-31-0: data.mesh.accessLogFormat is " +
                '"%REQ(AUTHORIZATION)%", so the value of AUTHORIZATION is recorded with every request; ' +
                "take AUTHORIZATION out",
        ]);
        expect(meshField({ accessLogFormat: "%REQ(X-A?COOKIE):20% %RESP(set-cookie)%" })[0]).to.contain(
            "take COOKIE, set-cookie out",
        );
    });

    it("refuses one in the log formats and header lists of providers", () => {
        const provider = (settings: object) =>
            meshField({ extensionProviders: [{ name: "log", ...settings }] });
        const found = [
            provider({ envoyFileAccessLog: { logFormat: { text: "%REQ(COOKIE)%" } } }),
            provider({ envoyFileAccessLog: { logFormat: { labels: { who: "%REQ(COOKIE)%" } } } }),
            provider({ envoyOtelAls: { logFormat: { labels: { who: "%REQ(COOKIE)%" } } } }),
            provider({ envoyHttpAls: { additionalRequestHeadersToLog: ["x-a", "cookie"] } }),
        ];
        expect(
            found.map((each) => /data\.mesh\.extensionProviders\[0\]\.(\S+) is/.exec(each[0] ?? "")?.[1]),
        ).to.deep.equal([
            "envoyFileAccessLog.logFormat.text",
            "envoyFileAccessLog.logFormat.labels.who",
            "envoyOtelAls.logFormat.labels.who",
            "envoyHttpAls.additionalRequestHeadersToLog[1]",
        ]);
    });

    it("lets an external authorizer have the credentials it is there to judge", () => {
        const envoyExtAuthzHttp = {
            service: "a",
            port: 1,
            includeRequestHeadersInCheck: ["authorization", "cookie"],
        };
        expect(meshField({ extensionProviders: [{ name: "authz", envoyExtAuthzHttp }] })).to.deep.equal([]);
    });

    it("refuses one in the proxy configuration of the mesh and of a pod", () => {
        const tracing = { customTags: { who: { header: { name: "cookie" } } } };
        expect(meshField({ defaultConfig: { tracing } })).to.have.length(1);
        const annotations = { "proxy.istio.io/config": JSON.stringify({ tracing }) };
        expect(reports(rule, deployment(podTemplate({ annotations })))).to.have.length(1);
        const other = { "proxy.istio.io/config": "a: [" };
        expect(reports(rule, deployment(podTemplate({ annotations: other })))).to.deep.equal([]);
    });

    it("sees one even in a mesh configuration that is not YAML", () => {
        expect(reports(rule, configMap("istio", { mesh: "a: [ %REQ(COOKIE)%" }))).to.have.length(1);
        expect(reports(rule, configMap("istio", { mesh: "a: [" }))).to.deep.equal([]);
    });

    it("minds an unknown name or list of tags, and no unknown beside them", () => {
        expect(reports(rule, telemetry(tag(unknown)))[0]).to.contain("header.name is not known");
        expect(reports(rule, telemetry({ tracing: unknown }))[0]).to.contain("spec.tracing is not known");
        expect(reports(rule, telemetry({ selector: unknown, accessLogging: unknown }))).to.deep.equal([]);
        expect(reports(rule, deployment(podTemplate({ labels: unknown })))).to.deep.equal([]);
    });
});
